namespace PersistentChat.Management;

/// <summary>How much a room is used.</summary>
/// <param name="Messages">In the time of the report.</param>
/// <param name="LastAt">When the last message was, whenever. Null: there is none.</param>
public sealed record RoomUsage(Guid Id, string Name, long Messages, DateTimeOffset? LastAt);
