using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Chat;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>
/// What administrators do to whole stretches of history: finds the messages, then has the journal take them away in steps,
/// so that nobody's post waits for all of them. A step that is done stays done when a later one is refused.
/// </summary>
public sealed class HistoryCleaner(Journal journal, IDbContextFactory<RoomDbContext> database)
{
    private const int PurgeStep = 5000;
    private const int ReadPage = 1000;

    /// <summary>Purges everything that was said before a moment.</summary>
    /// <param name="before">Exclusive. For "up to and including a day" the beginning of the next.</param>
    /// <param name="by">See <see cref="ChangeCommand{TResult}"/>: null is the system, anybody else an administrator.</param>
    /// <returns>The room as it is then.</returns>
    public async Task<Outcome<RoomSnapshot>> PurgeAsync(Guid roomId, DateTimeOffset before, Person? by, CancellationToken ct)
    {
        if (journal.Committed.Room(roomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        // Times never decrease within a room, so what is older is exactly what has lower numbers.
        var last = await LastBeforeAsync(roomId, before.ToUniversalTime(), ct) ?? 0;
        Outcome<RoomSnapshot> outcome = room;
        for (var through = room.FirstId - 1; through < last && !outcome.IsRefused;)
        {
            through = Math.Min(through + PurgeStep, last);
            outcome = await journal.SubmitAsync(new PurgeRoom(roomId, through) { By = by, AsAdministrator = true });
        }

        return outcome;
    }

    /// <summary>Takes away, or replaces, every message that is kept and fits.</summary>
    /// <param name="text">Null: nothing stands in their place.</param>
    /// <param name="by">See <see cref="PurgeAsync"/>.</param>
    /// <returns>How many it were.</returns>
    public async Task<Outcome<int>> ReplaceAsync(Guid roomId, MessageFilter filter, string? text, Person? by, CancellationToken ct)
    {
        if (journal.Committed.Room(roomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        var ids = await FindAsync(new HistoryWindow(roomId, room.FirstId, room.LastId), filter, ct);
        foreach (var step in ids.Chunk(ReplaceMessages.MaxMessages))
        {
            var outcome = await journal.SubmitAsync(new ReplaceMessages(roomId, step, text) { By = by, AsAdministrator = true });
            if (outcome.IsRefused)
            {
                return outcome.Refusal!;
            }
        }

        return ids.Count;
    }

    private async Task<long?> LastBeforeAsync(Guid roomId, DateTimeOffset before, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Messages.AsNoTracking()
            .Where(row => row.RoomId == roomId && row.At < before)
            .MaxAsync(row => (long?)row.ChatId, ct);
    }

    private async Task<IReadOnlyList<long>> FindAsync(HistoryWindow window, MessageFilter filter, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var matcher = new TextMatcher(filter.Words, filter.Match, filter.CaseSensitive);
        var found = new List<long>();
        while (true)
        {
            // Page by page: nothing reads for so long that it holds up the store.
            var page = await db.Messages.AsNoTracking().KeptIn(window)
                .Where(row => filter.AuthorId == null || row.AuthorId == filter.AuthorId)
                .Where(row => filter.From == null || row.At >= filter.From)
                .Where(row => filter.Before == null || row.At < filter.Before)
                .OrderBy(row => row.ChatId)
                .Select(row => new { row.ChatId, row.Text })
                .Take(ReadPage)
                .ToListAsync(ct);
            found.AddRange(page.Where(row => matcher.IsMatch(row.Text ?? "")).Select(row => row.ChatId));
            if (page.Count < ReadPage)
            {
                return found;
            }

            window = window with { FirstId = page[^1].ChatId + 1 };
        }
    }
}
