using System.Globalization;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Edits a person's contact list.</summary>
/// <param name="By">The connection.</param>
/// <param name="Delta">The list's number as the client knows it.</param>
public sealed record EditContacts(Guid PersonId, string By, long Delta, ContactEdit Edit) : JournalCommand<ContactsEdited>
{
    private static readonly Refusal NoSuchGroup = Refusal.InvalidArgument("There is no such group");

    internal override string Ids => $"{PersonId}";

    internal override Outcome<ContactsEdited> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { Enabled: true })
        {
            return Refusal.PersonDisabled;
        }

        var data = turn.Pool.Roaming(PersonId);
        var before = data.Contacts;
        if (Delta != before.Delta)
        {
            return new ContactsEdited(before, IsStale: true, null);
        }

        var edited = Edit switch
        {
            ContactEdit.SetContact set => Set(before, set.Contact),
            ContactEdit.DeleteContact delete => before with { Contacts = before.Contacts.Remove(delete.Uri) },
            ContactEdit.AddGroup add => PutGroup(
                before with { NextGroupId = before.NextGroupId + 1 },
                new ContactGroup(before.NextGroupId, add.Name, add.ExternalUri)),
            ContactEdit.ModifyGroup modify => before.Groups.ContainsKey(modify.Group.Id) && modify.Group.Id != ContactList.OtherContacts.Id
                ? PutGroup(before, modify.Group)
                : NoSuchGroup,
            ContactEdit.DeleteGroup delete => Delete(before, delete.Id),
            _ => throw new InvalidOperationException($"Unknown edit {Edit.GetType().Name}."),
        };
        if (edited.IsRefused)
        {
            return edited.Refusal!;
        }

        var list = edited.Value;
        if ((list.Contacts.Count > turn.Roaming.MaxContactsPerPerson && list.Contacts.Count > before.Contacts.Count)
            || (list.Groups.Count > turn.Roaming.MaxContactGroupsPerPerson && list.Groups.Count > before.Groups.Count))
        {
            return RoamingRules.TooMuch;
        }

        list = list with { Delta = before.Delta + 1, By = By };
        turn.Pool.PutRoaming(PersonId, data with { Contacts = list });
        return new ContactsEdited(list, IsStale: false, Edit is ContactEdit.AddGroup ? before.NextGroupId : null);
    }

    private static Outcome<ContactList> Set(ContactList list, Contact contact)
    {
        if (RoamingRules.Check(contact) is { } refusal)
        {
            return refusal;
        }

        return GroupsIn(contact.Groups).All(id => id is { } known && list.Groups.ContainsKey(known))
            ? list with { Contacts = list.Contacts.SetItem(contact.Uri, contact) }
            : NoSuchGroup;
    }

    private static Outcome<ContactList> PutGroup(ContactList list, ContactGroup group) =>
        RoamingRules.Check(group) is { } refusal
            ? refusal
            : list with { Groups = list.Groups.SetItem(group.Id, group) };

    private static Outcome<ContactList> Delete(ContactList list, int id)
    {
        if (id == ContactList.OtherContacts.Id || !list.Groups.ContainsKey(id))
        {
            return NoSuchGroup;
        }

        var moved = list.Contacts.Values
            .Where(contact => GroupsIn(contact.Groups).Contains(id))
            .Select(contact => contact with { Groups = string.Join(' ', GroupsIn(contact.Groups).Where(group => group != id)) });
        return list with
        {
            Groups = list.Groups.Remove(id),
            Contacts = list.Contacts.SetItems(moved.Select(contact => KeyValuePair.Create(contact.Uri, contact))),
        };
    }

    private static IEnumerable<int?> GroupsIn(string groups) => groups
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (int?)null);
}
