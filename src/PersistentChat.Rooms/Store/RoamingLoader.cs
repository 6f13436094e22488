using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Store;

/// <summary>What is stored of everybody's roaming data.</summary>
internal static class RoamingLoader
{
    public static async Task<ImmutableDictionary<Guid, RoamingData>> LoadAsync(RoomDbContext db, CancellationToken ct)
    {
        var publications = (await db.Publications.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var containers = (await db.Containers.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var members = (await db.ContainerMembers.AsNoTracking().ToListAsync(ct)).ToLookup(row => (row.PersonId, row.ContainerId));
        var subscribers = (await db.Subscribers.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var preferences = (await db.Preferences.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var lists = await db.ContactLists.AsNoTracking().ToDictionaryAsync(row => row.PersonId, ct);
        var groups = (await db.ContactGroups.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var contacts = (await db.Contacts.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);

        var empty = RoamingData.Empty;
        return publications.Select(of => of.Key)
            .Concat(containers.Select(of => of.Key))
            .Concat(subscribers.Select(of => of.Key))
            .Concat(preferences.Select(of => of.Key))
            .Concat(lists.Keys)
            .Distinct()
            .ToImmutableDictionary(person => person, person => empty.With(publications[person].Select(ToPublication).ToImmutableDictionary(p => p.Key)) with
            {
                Containers = empty.Containers.AddRange(containers[person].Select(row => KeyValuePair.Create(
                    row.Id,
                    new Container(row.Id, row.Version, [.. members[(person, row.Id)].Select(m => new ContainerMember(m.Type, m.Value))])))),
                Subscribers = empty.Subscribers.AddRange(subscribers[person].Select(row => KeyValuePair.Create(row.Watcher, row.Acknowledged))),
                Preferences = empty.Preferences.AddRange(preferences[person].Select(row => KeyValuePair.Create(
                    row.Label, new Preference(row.Label, row.Version, row.Content)))),
                Contacts = lists.TryGetValue(person, out var list) ? ToContacts(list, groups[person], contacts[person]) : ContactList.Empty,
            });
    }

    private static Publication ToPublication(PublicationRow row) => new(
        new PublicationKey(row.Category, row.Instance, row.Container),
        row.Version, row.Life, row.PublishedAt, row.Content, row.ExpiresAt, By: null);

    private static ContactList ToContacts(
        ContactListRow list, IEnumerable<ContactGroupRow> groups, IEnumerable<ContactRow> contacts) => ContactList.Empty with
        {
            Delta = list.Delta,
            NextGroupId = list.NextGroupId,
            Groups = ContactList.Empty.Groups.AddRange(
                groups.Select(row => KeyValuePair.Create(row.Id, new ContactGroup(row.Id, row.Name, row.ExternalUri)))),
            Contacts = ContactList.Empty.Contacts.AddRange(contacts.Select(row => KeyValuePair.Create(
                row.Uri, new Contact(row.Uri, row.Name, row.Groups, row.Subscribed, row.ExternalUri)))),
        };
}
