namespace PersistentChat.Rooms.Usage;

/// <summary>How much was said on a day (UTC), and by how many.</summary>
public sealed record DayUsage(DateOnly Day, long Messages, long People);
