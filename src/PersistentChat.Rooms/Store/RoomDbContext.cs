using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Store;

/// <summary>The mgc database. Read from anywhere; written by the journal only.</summary>
public sealed class RoomDbContext(DbContextOptions<RoomDbContext> options) : DbContext(options)
{
    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<CategoryRow> Categories => Set<CategoryRow>();

    internal DbSet<RoomRow> Rooms => Set<RoomRow>();

    internal DbSet<RoleRow> Roles => Set<RoleRow>();

    internal DbSet<GroupRow> Groups => Set<GroupRow>();

    internal DbSet<GroupMemberRow> GroupMembers => Set<GroupMemberRow>();

    internal DbSet<CategoryPrincipalRow> CategoryPrincipals => Set<CategoryPrincipalRow>();

    internal DbSet<PolicyRow> Policies => Set<PolicyRow>();

    internal DbSet<AddInRow> AddIns => Set<AddInRow>();

    internal DbSet<TokenRow> Tokens => Set<TokenRow>();

    internal DbSet<RequestRow> Requests => Set<RequestRow>();

    internal DbSet<PoolSettingsRow> PoolSettings => Set<PoolSettingsRow>();

    internal DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    internal DbSet<MessageRow> Messages => Set<MessageRow>();

    internal DbSet<PublicationRow> Publications => Set<PublicationRow>();

    internal DbSet<ContainerRow> Containers => Set<ContainerRow>();

    internal DbSet<ContainerMemberRow> ContainerMembers => Set<ContainerMemberRow>();

    internal DbSet<SubscriberRow> Subscribers => Set<SubscriberRow>();

    internal DbSet<ContactListRow> ContactLists => Set<ContactListRow>();

    internal DbSet<ContactGroupRow> ContactGroups => Set<ContactGroupRow>();

    internal DbSet<ContactRow> Contacts => Set<ContactRow>();

    internal DbSet<PreferenceRow> Preferences => Set<PreferenceRow>();

    internal DbSet<PresentRow> Present => Set<PresentRow>();

    internal DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    internal DbSet<WriterState> Writer => Set<WriterState>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>(person =>
        {
            person.ToTable("People");
            person.Property(p => p.Id).ValueGeneratedNever();
            person.Property(p => p.Uri).HasMaxLength(TextRules.UriLength);
            person.Property(p => p.DisplayName).HasMaxLength(TextRules.NameLength);
            person.Property(p => p.Mail).HasMaxLength(TextRules.NameLength);
            person.HasIndex(p => p.Uri).IsUnique();
        });
        modelBuilder.Entity<CategoryRow>(category =>
        {
            category.ToTable("Categories");
            category.Property(c => c.Id).ValueGeneratedNever();
            category.Property(c => c.Name).HasMaxLength(TextRules.NameLength);
            category.Property(c => c.NameKey).HasMaxLength(TextRules.NameLength);
            category.Property(c => c.Description).HasMaxLength(TextRules.NameLength);
            category.HasIndex(c => c.NameKey).IsUnique();
        });
        modelBuilder.Entity<RoomRow>(room =>
        {
            room.ToTable("Rooms");
            room.Property(r => r.Id).ValueGeneratedNever();
            room.Property(r => r.Name).HasMaxLength(TextRules.NameLength);
            room.Property(r => r.NameKey).HasMaxLength(TextRules.NameLength);
            room.Property(r => r.Description).HasMaxLength(TextRules.NameLength);
            room.Property(r => r.LastChatId).IsConcurrencyToken();
            room.HasIndex(r => r.NameKey).IsUnique();
            room.HasOne<CategoryRow>().WithMany().HasForeignKey(r => r.CategoryId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<RoleRow>(role =>
        {
            role.ToTable("Roles");
            role.HasKey(r => new { r.RoomId, r.PrincipalId });
            role.HasOne<RoomRow>().WithMany().HasForeignKey(r => r.RoomId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<MessageRow>(message =>
        {
            message.ToTable("Messages");
            message.HasKey(m => new { m.RoomId, m.ChatId });
            message.Property(m => m.ChatId).ValueGeneratedNever();
            message.Property(m => m.ClientMessageId).HasMaxLength(TextRules.ClientMessageIdLength);
            message.HasOne<RoomRow>().WithMany().HasForeignKey(m => m.RoomId).OnDelete(DeleteBehavior.Restrict);

            // Not a foreign key to the author: it would cost every post an index that nothing reads by.
            // The client's id comes first in this one, because the journal asks by it for a whole batch at once.
            message.HasIndex(m => new { m.ClientMessageId, m.RoomId, m.AuthorId })
                .IsUnique()
                .HasFilter("\"ClientMessageId\" IS NOT NULL");
        });
        PrincipalModel.Add(modelBuilder);
        RoamingModel.Add(modelBuilder);
        modelBuilder.Entity<PresentRow>(present =>
        {
            present.ToTable("Present");
            present.HasKey(p => new { p.RoomId, p.JoinId });
            present.HasOne<RoomRow>().WithMany().HasForeignKey(p => p.RoomId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<RequestRow>(request =>
        {
            request.ToTable("Requests");
            request.HasKey(r => r.Key);
            request.Property(r => r.Key).HasMaxLength(KeptRequest.HashLength);
            request.Property(r => r.Content).HasMaxLength(KeptRequest.HashLength);
        });
        modelBuilder.Entity<PoolSettingsRow>(settings =>
        {
            settings.ToTable("PoolSettings");
            settings.Property(s => s.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("Outbox");
            row.HasKey(o => new { o.Epoch, o.Number });
            row.Property(o => o.Epoch).ValueGeneratedNever();
            row.Property(o => o.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<WriterState>(writer =>
        {
            writer.ToTable("Writer");
            writer.Property(w => w.Id).ValueGeneratedNever();
            writer.Property(w => w.HolderName).HasMaxLength(TextRules.NameLength);
            writer.Property(w => w.Holder).IsConcurrencyToken();
            writer.Property(w => w.Batch).IsConcurrencyToken();
        });
    }
}
