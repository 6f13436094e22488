using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// The tables of groups and of the lists that principals stand in. A principal is no foreign key: it may be a person, a
/// group, a domain or everybody; the journal sees to it that it exists.
/// </summary>
internal static class PrincipalModel
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<GroupRow>(group =>
        {
            group.ToTable("Groups");
            group.Property(g => g.Id).ValueGeneratedNever();
            group.Property(g => g.Name).HasMaxLength(TextRules.NameLength);
            group.Property(g => g.NameKey).HasMaxLength(TextRules.NameLength);
            group.HasIndex(g => new { g.Kind, g.NameKey }).IsUnique();
        });
        model.Entity<GroupMemberRow>(member =>
        {
            member.ToTable("GroupMembers");
            member.HasKey(m => new { m.GroupId, m.MemberId });
            member.HasOne<GroupRow>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CategoryPrincipalRow>(principal =>
        {
            principal.ToTable("CategoryPrincipals");
            principal.HasKey(p => new { p.CategoryId, p.List, p.PrincipalId });
            principal.HasOne<CategoryRow>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<PolicyRow>(policy =>
        {
            policy.ToTable("Policies");
            policy.HasKey(p => p.PrincipalId);
            policy.Property(p => p.PrincipalId).ValueGeneratedNever();
        });
        model.Entity<AddInRow>(addIn =>
        {
            addIn.ToTable("AddIns");
            addIn.Property(a => a.Id).ValueGeneratedNever();
            addIn.Property(a => a.Name).HasMaxLength(CreateAddIn.NameLength);
            addIn.Property(a => a.NameKey).HasMaxLength(CreateAddIn.NameLength);
            addIn.Property(a => a.Url).HasMaxLength(TextRules.UriLength);
            addIn.HasIndex(a => a.NameKey).IsUnique();
        });
        model.Entity<TokenRow>(token =>
        {
            token.ToTable("Tokens");
            token.Property(t => t.Id).ValueGeneratedNever();
            token.Property(t => t.Name).HasMaxLength(TextRules.NameLength);
            token.Property(t => t.NameKey).HasMaxLength(TextRules.NameLength);
            token.Property(t => t.SecretHash).HasMaxLength(AccessToken.HashLength);
            token.HasIndex(t => t.NameKey).IsUnique();
            token.HasOne<PersonRow>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<SessionRow>(session =>
        {
            session.ToTable("Sessions");
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.SecretHash).HasMaxLength(AccessToken.HashLength);
            session.HasOne<PersonRow>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<InvitationRow>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.HasKey(i => new { i.PersonId, i.Id });
            invitation.Property(i => i.Id).ValueGeneratedNever();
            invitation.HasOne<PersonRow>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Restrict);
            invitation.HasOne<RoomRow>().WithMany().HasForeignKey(i => i.RoomId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
