namespace PersistentChat.Rooms.Roaming;

/// <summary>Somebody on a person's contact list.</summary>
/// <param name="Uri">As clients compare it: the address without <c>sip:</c>, in lower case.</param>
/// <param name="Groups">Group ids with blanks between them, as on the wire.</param>
public sealed record Contact(string Uri, string Name, string Groups, bool Subscribed, string ExternalUri);
