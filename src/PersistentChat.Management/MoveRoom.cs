namespace PersistentChat.Management;

/// <summary>The category a room is to be in. Whom that does not allow is struck off the room's lists.</summary>
public sealed record MoveRoom(Guid CategoryId);
