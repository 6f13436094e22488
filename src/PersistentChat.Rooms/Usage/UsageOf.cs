namespace PersistentChat.Rooms.Usage;

/// <summary>How much was said in a room, or by a person.</summary>
/// <param name="Messages">In the time asked for.</param>
/// <param name="LastAt">When the last message was, whenever. Null: there is none.</param>
public sealed record UsageOf<T>(T Of, long Messages, DateTimeOffset? LastAt);
