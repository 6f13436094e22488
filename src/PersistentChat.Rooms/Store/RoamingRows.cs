using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Store;

/// <summary>Turns what changed in a person's roaming data into rows; what lives in memory only makes none.</summary>
internal static class RoamingRows
{
    public static bool Any(Guid person, RoamingData before, RoamingData now) => Changes(person, before, now).Any();

    public static void Add(RoomDbContext db, Guid person, RoamingData before, RoamingData now)
    {
        foreach (var (row, state) in Changes(person, before, now))
        {
            db.Entry(row).State = state;
        }
    }

    private static IEnumerable<(object Row, EntityState State)> Changes(Guid person, RoamingData before, RoamingData now)
    {
        if (!ReferenceEquals(before.Publications, now.Publications))
        {
            foreach (var change in RowChanges.Between(Stored(before), Stored(now), publication => Row(person, publication)))
            {
                yield return change;
            }
        }

        if (!ReferenceEquals(before.Containers, now.Containers))
        {
            foreach (var change in RowChanges.Between(
                before.Containers, now.Containers,
                container => new ContainerRow { PersonId = person, Id = container.Id, Version = container.Version }))
            {
                yield return change;
            }

            foreach (var change in RowChanges.Between(Members(before), Members(now), member => Row(person, member)))
            {
                yield return change;
            }
        }

        if (!ReferenceEquals(before.Subscribers, now.Subscribers))
        {
            foreach (var change in RowChanges.Between(
                before.Subscribers.ToDictionary(it => it.Key, it => it), now.Subscribers.ToDictionary(it => it.Key, it => it),
                it => new SubscriberRow { PersonId = person, Watcher = it.Key, Acknowledged = it.Value }))
            {
                yield return change;
            }
        }

        if (!ReferenceEquals(before.Preferences, now.Preferences))
        {
            foreach (var change in RowChanges.Between(before.Preferences, now.Preferences, preference => Row(person, preference)))
            {
                yield return change;
            }
        }

        if (ReferenceEquals(before.Contacts, now.Contacts))
        {
            yield break;
        }

        var list = new ContactListRow { PersonId = person, Delta = now.Contacts.Delta, NextGroupId = now.Contacts.NextGroupId };
        yield return (list, before.Contacts.Delta == ContactList.Empty.Delta ? EntityState.Added : EntityState.Modified);
        foreach (var change in RowChanges.Between(Groups(before), Groups(now), group => Row(person, group)))
        {
            yield return change;
        }

        foreach (var change in RowChanges.Between(before.Contacts.Contacts, now.Contacts.Contacts, contact => Row(person, contact)))
        {
            yield return change;
        }
    }

    private static Dictionary<PublicationKey, Publication> Stored(RoamingData data) =>
        data.Publications.Values.Where(publication => publication.IsStored).ToDictionary(publication => publication.Key);

    private static Dictionary<(string, ContainerMember), (string Container, ContainerMember Member)> Members(RoamingData data) =>
        data.Containers.Values
            .SelectMany(container => container.Members.Select(member => (container.Id, member)))
            .ToDictionary(it => it);

    // The group that everybody has is no row.
    private static Dictionary<int, ContactGroup> Groups(RoamingData data) => data.Contacts.Groups.Values
        .Where(group => group.Id != ContactList.OtherContacts.Id)
        .ToDictionary(group => group.Id);

    private static PublicationRow Row(Guid person, Publication publication) => new()
    {
        PersonId = person,
        Category = publication.Key.Category,
        Instance = publication.Key.Instance,
        Container = publication.Key.Container,
        Version = publication.Version,
        Life = publication.Life,
        PublishedAt = publication.PublishedAt,
        ExpiresAt = publication.ExpiresAt,
        Content = publication.Content,
    };

    private static PreferenceRow Row(Guid person, Preference preference) => new()
    {
        PersonId = person,
        Label = preference.Label,
        Version = preference.Version,
        Content = preference.Content,
    };

    private static ContainerMemberRow Row(Guid person, (string Container, ContainerMember Member) of) => new()
    {
        PersonId = person,
        ContainerId = of.Container,
        Type = of.Member.Type,
        Value = of.Member.Value,
    };

    private static ContactGroupRow Row(Guid person, ContactGroup group) => new()
    {
        PersonId = person,
        Id = group.Id,
        Name = group.Name,
        ExternalUri = group.ExternalUri,
    };

    private static ContactRow Row(Guid person, Contact contact) => new()
    {
        PersonId = person,
        Uri = contact.Uri,
        Name = contact.Name,
        Groups = contact.Groups,
        Subscribed = contact.Subscribed,
        ExternalUri = contact.ExternalUri,
    };
}
