namespace PersistentChat.Management;

/// <summary>What somebody said in a room.</summary>
/// <param name="Id">Counts up within the room.</param>
/// <param name="Author">Address of who wrote it.</param>
public sealed record MessageDetails(long Id, string Author, DateTimeOffset At, bool Alert, string Text);
