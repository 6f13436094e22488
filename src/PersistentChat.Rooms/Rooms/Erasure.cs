namespace PersistentChat.Rooms.Rooms;

/// <summary>Something that takes stored messages away; all that there is derives from this.</summary>
public abstract record Erasure(Guid RoomId);

/// <summary>The room with everything in it.</summary>
public sealed record RoomErasure(Guid RoomId) : Erasure(RoomId);

/// <summary>Everything up to a number.</summary>
public sealed record Purge(Guid RoomId, long ThroughId) : Erasure(RoomId);

/// <summary>What single messages said.</summary>
/// <param name="Text">Null: nothing stands in its place, the message is not shown any more.</param>
public sealed record Replacement(Guid RoomId, IReadOnlyList<long> ChatIds, string? Text) : Erasure(RoomId);
