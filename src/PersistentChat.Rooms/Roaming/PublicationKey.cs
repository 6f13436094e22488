namespace PersistentChat.Rooms.Roaming;

/// <summary>Which publication it is: one instance of a category in one container ([MS-PRES] 2.2.2.1).</summary>
public readonly record struct PublicationKey(string Category, string Instance, string Container);
