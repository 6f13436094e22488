namespace PersistentChat.Management;

/// <summary>Takes everything out of a room that was said up to the end of a day (UTC). There is no way back.</summary>
public sealed record ClearHistory(DateOnly Through);
