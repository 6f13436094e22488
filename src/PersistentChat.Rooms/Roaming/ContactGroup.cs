namespace PersistentChat.Rooms.Roaming;

public sealed record ContactGroup(int Id, string Name, string ExternalUri);
