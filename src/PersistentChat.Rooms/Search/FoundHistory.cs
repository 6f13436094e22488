namespace PersistentChat.Rooms.Search;

/// <summary>The answer to a search: room by room, in the order asked for; and where the asker may not read.</summary>
public sealed record FoundHistory(
    IReadOnlyList<RoomHistory> Rooms, IReadOnlyList<(Guid RoomId, Refusal Refusal)> Refused);
