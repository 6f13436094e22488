using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Chat;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>Reads messages back: permission and compliance event through the journal first, then the rows.</summary>
public sealed class HistoryReader(
    Journal journal, IDbContextFactory<RoomDbContext> database, IOptions<RoomsOptions> options)
{
    private readonly RecentMessages _recent = new(options.Value.RecentCharacters);

    /// <summary>The most recent messages that are kept, oldest first.</summary>
    /// <param name="count">Null: the default number. Never more than the search limit.</param>
    public async Task<Outcome<IReadOnlyList<Message>>> ReadRecentAsync(
        Person person, Guid roomId, int? count, CancellationToken ct)
    {
        var wanted = Math.Clamp(count ?? journal.Committed.Settings.Over(options.Value).DefaultHistory, 0, options.Value.SearchLimit);
        var outcome = await journal.SubmitAsync(new ReadHistory(person, roomId, $"last {wanted}"));
        if (outcome.IsRefused)
        {
            return outcome.Refusal!;
        }

        var rows = await RowsAsync(outcome.Value, wanted, ct);
        var people = journal.Committed.People;
        return rows.TakeLast(wanted).Select(row => row.ToMessage(people[row.AuthorId])).ToList();
    }

    private async Task<IReadOnlyList<MessageRow>> RowsAsync(HistoryWindow window, int count, CancellationToken ct)
    {
        var known = _recent.Find(window, count);
        if (known?.Window == window)
        {
            return known.Rows;
        }

        var most = known?.Count ?? count;
        var rest = known is null ? window : window with { FirstId = known.Window.LastId + 1 };
        var rows = await ReadAsync(rest, most, ct);
        if (known is not null)
        {
            rows = [.. known.Rows.Concat(rows).TakeLast(most)];
        }

        _recent.Keep(new RecentMessages.Kept(window, most, rows));
        return rows;
    }

    private async Task<List<MessageRow>> ReadAsync(HistoryWindow window, int most, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var rows = await db.Messages.AsNoTracking()
            .KeptIn(window)
            .OrderByDescending(m => m.ChatId)
            .Take(most)
            .Select(m => new MessageRow
            {
                RoomId = m.RoomId,
                ChatId = m.ChatId,
                AuthorId = m.AuthorId,
                At = m.At,
                Alert = m.Alert,
                Text = m.Text,
                Markup = m.Markup,
            })
            .ToListAsync(ct);
        rows.Reverse();
        return rows;
    }
}
