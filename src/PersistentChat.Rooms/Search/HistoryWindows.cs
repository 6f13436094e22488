using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Search;

/// <summary>Turns a query's dates or starting message into the message numbers they stand for.</summary>
internal static class HistoryWindows
{
    public static async Task<HistoryWindow> NarrowAsync(
        RoomDbContext db, HistoryWindow window, HistoryQuery query, CancellationToken ct)
    {
        if (query.StartId is { } start and > 0)
        {
            window = query.SearchesBackwards
                ? window with { LastId = Math.Min(window.LastId, start) }
                : window with { FirstId = Math.Max(window.FirstId, start) };
            if (!query.DatesHoldAlways)
            {
                return window;
            }
        }

        if (query.From is { } from)
        {
            window = window with { FirstId = await FirstFromAsync(db, window, from.First, ct) };
        }

        return query.Until is { } until
            ? window with { LastId = await FirstFromAsync(db, window, until.Limit, ct) - 1 }
            : window;
    }

    /// <summary>
    /// The first number from that moment on; the one after the last when there is none. Times never decrease within a
    /// room and every number has its row, so halving finds it.
    /// </summary>
    private static async Task<long> FirstFromAsync(
        RoomDbContext db, HistoryWindow window, DateTimeOffset at, CancellationToken ct)
    {
        var (low, high) = (window.FirstId, window.LastId + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);

            // A purge under way may have taken the row: then all that is below is gone too.
            var found = await db.Messages.AsNoTracking()
                .Where(m => m.RoomId == window.RoomId && m.ChatId == middle)
                .Select(m => (DateTimeOffset?)m.At)
                .SingleOrDefaultAsync(ct);
            (low, high) = found is null || found < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
