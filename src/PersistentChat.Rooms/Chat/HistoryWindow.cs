namespace PersistentChat.Rooms.Chat;

/// <summary>
/// The message numbers a reader may see: what was committed when it asked. Empty when Last is below First.
/// </summary>
public sealed record HistoryWindow(Guid RoomId, long FirstId, long LastId)
{
    /// <summary>See <see cref="Rooms.RoomSnapshot.Replacements"/>: two windows that are equal show the same messages.</summary>
    internal int Replacements { get; init; }
}
