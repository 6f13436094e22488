namespace PersistentChat.Management;

/// <summary>How much was said on a day (UTC).</summary>
/// <param name="People">How many said something.</param>
public sealed record DayUsage(DateOnly Day, long Messages, long People);
