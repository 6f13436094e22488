using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Store;

/// <summary>The tables of what people have on every endpoint: each begins with whose it is, and goes with that person.</summary>
internal static class RoamingModel
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<PublicationRow>(publication =>
        {
            publication.ToTable("Publications");
            publication.HasKey(p => new { p.PersonId, p.Category, p.Instance, p.Container });
            publication.Property(p => p.Category).HasMaxLength(RoamingRules.CategoryLength);
            publication.Property(p => p.Instance).HasMaxLength(RoamingRules.InstanceLength);
            publication.Property(p => p.Container).HasMaxLength(RoamingRules.ContainerLength);
            publication.HasOne<PersonRow>().WithMany().HasForeignKey(p => p.PersonId);
        });
        model.Entity<ContainerRow>(container =>
        {
            container.ToTable("Containers");
            container.HasKey(c => new { c.PersonId, c.Id });
            container.Property(c => c.Id).HasMaxLength(RoamingRules.ContainerLength);
            container.HasOne<PersonRow>().WithMany().HasForeignKey(c => c.PersonId);
        });
        model.Entity<ContainerMemberRow>(member =>
        {
            member.ToTable("ContainerMembers");
            member.HasKey(m => new { m.PersonId, m.ContainerId, m.Type, m.Value });
            member.Property(m => m.ContainerId).HasMaxLength(RoamingRules.ContainerLength);
            member.Property(m => m.Type).HasMaxLength(RoamingRules.MemberTypeLength);
            member.Property(m => m.Value).HasMaxLength(TextRules.UriLength);
            member.HasOne<ContainerRow>().WithMany().HasForeignKey(m => new { m.PersonId, m.ContainerId });
        });
        model.Entity<SubscriberRow>(subscriber =>
        {
            subscriber.ToTable("Subscribers");
            subscriber.HasKey(s => new { s.PersonId, s.Watcher });
            subscriber.Property(s => s.Watcher).HasMaxLength(TextRules.UriLength);
            subscriber.HasOne<PersonRow>().WithMany().HasForeignKey(s => s.PersonId);
        });
        model.Entity<PreferenceRow>(preference =>
        {
            preference.ToTable("Preferences");
            preference.HasKey(p => new { p.PersonId, p.Label });
            preference.Property(p => p.Label).HasMaxLength(RoamingRules.PreferenceLabelLength);
            preference.HasOne<PersonRow>().WithMany().HasForeignKey(p => p.PersonId);
        });
        model.Entity<ContactListRow>(list =>
        {
            list.ToTable("ContactLists");
            list.HasKey(l => l.PersonId);
            list.Property(l => l.PersonId).ValueGeneratedNever();
            list.HasOne<PersonRow>().WithOne().HasForeignKey<ContactListRow>(l => l.PersonId);
        });
        model.Entity<ContactGroupRow>(group =>
        {
            group.ToTable("ContactGroups");
            group.HasKey(g => new { g.PersonId, g.Id });
            group.Property(g => g.Id).ValueGeneratedNever();
            group.Property(g => g.Name).HasMaxLength(TextRules.NameLength);
            group.Property(g => g.ExternalUri).HasMaxLength(RoamingRules.ExternalUriLength);
            group.HasOne<ContactListRow>().WithMany().HasForeignKey(g => g.PersonId);
        });
        model.Entity<ContactRow>(contact =>
        {
            contact.ToTable("Contacts");
            contact.HasKey(c => new { c.PersonId, c.Uri });
            contact.Property(c => c.Uri).HasMaxLength(TextRules.UriLength);
            contact.Property(c => c.Name).HasMaxLength(TextRules.NameLength);
            contact.Property(c => c.Groups).HasMaxLength(RoamingRules.GroupsLength);
            contact.Property(c => c.ExternalUri).HasMaxLength(RoamingRules.ExternalUriLength);
            contact.HasOne<ContactListRow>().WithMany().HasForeignKey(c => c.PersonId);
        });
    }
}
