using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Chat;

/// <summary>
/// The last messages of rooms, as they were last read: whoever comes into a room asks for them, and after a start everybody does.
/// What was read for a <see cref="HistoryWindow"/> holds for as long as the room has that window, and is where to go on from
/// when there are only more messages.
/// </summary>
/// <param name="limit">Characters of all that is kept.</param>
internal sealed class RecentMessages(long limit)
{
    // What a row takes beside its text, in characters.
    private const int RowSize = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Kept> _byRoom = [];
    private long _size;

    /// <summary>The last messages of a room at some time, oldest first; all the room has, or at least so many.</summary>
    public sealed record Kept(HistoryWindow Window, int Count, IReadOnlyList<MessageRow> Rows)
    {
        public long Size { get; } = Rows.Sum(row => (long)RowSize + (row.Text?.Length ?? 0) + (row.Markup?.Length ?? 0));
    }

    /// <summary>What can be read on from: of the same window, or one that ended before it and has not changed since.</summary>
    public Kept? Find(HistoryWindow window, int count)
    {
        lock (_gate)
        {
            return _byRoom.TryGetValue(window.RoomId, out var kept) && kept.Count >= count && IsBegun(kept.Window, window) ? kept : null;
        }
    }

    public void Keep(Kept read)
    {
        lock (_gate)
        {
            _byRoom.TryGetValue(read.Window.RoomId, out var before);
            var isOlder = before is not null && before.Count >= read.Count && IsBegun(read.Window, before.Window);
            if (isOlder || read.Size > limit)
            {
                return;
            }

            _size += read.Size - (before?.Size ?? 0);
            if (_size > limit)
            {
                // Rare, and what is asked for again is soon here again.
                _byRoom.Clear();
                _size = read.Size;
            }

            _byRoom[read.Window.RoomId] = read;
        }
    }

    private static bool IsBegun(HistoryWindow earlier, HistoryWindow later) =>
        earlier.LastId <= later.LastId && earlier with { LastId = later.LastId } == later;
}
