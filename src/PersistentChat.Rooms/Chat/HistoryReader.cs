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

        await using var db = await database.CreateDbContextAsync(ct);
        var rows = await db.Messages.AsNoTracking()
            .KeptIn(outcome.Value)
            .OrderByDescending(m => m.ChatId)
            .Take(wanted)
            .ToListAsync(ct);
        var people = journal.Committed.People;
        rows.Reverse();
        return rows.ConvertAll(row => row.ToMessage(people[row.AuthorId]));
    }
}
