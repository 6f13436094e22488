using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Notices;

/// <summary>Somebody and the rooms just entered, one or, after a batch join, several.</summary>
public sealed record Entrant(PersonBlock Person, IReadOnlyList<RoomMask> Rooms);
