namespace PersistentChat.Management;

/// <summary>A room.</summary>
/// <param name="Uri"><c>ma-chan://domain/id</c></param>
public sealed record RoomDetails(Guid Id, string Uri, RoomSettings Settings);
