namespace PersistentChat.Rooms.Roaming;

/// <param name="Contacts">As they are now.</param>
/// <param name="IsStale">Nothing was done: the client did not know the list as it is.</param>
/// <param name="NewGroup">The group that was added; null for other edits.</param>
public sealed record ContactsEdited(ContactList Contacts, bool IsStale, int? NewGroup);
