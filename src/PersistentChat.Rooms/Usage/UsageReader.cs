using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Usage;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>
/// Counts what was said where, by whom and when. What is purged does not count; what was removed or not kept does. Every message is
/// looked at, so whoever asks must be trusted to ask seldom.
/// </summary>
public sealed class UsageReader(Journal journal, IDbContextFactory<RoomDbContext> database)
{
    /// <param name="from">The first day, UTC.</param>
    /// <param name="through">The last day.</param>
    public async Task<UsageCounts> ReadAsync(DateOnly from, DateOnly through, CancellationToken ct)
    {
        var (start, end) = (StartOf(from), StartOf(through.AddDays(1)));
        await using var db = await database.CreateDbContextAsync(ct);
        var inTime = db.Messages.AsNoTracking().Where(m => m.At >= start && m.At < end);
        var byRoom = await inTime.GroupBy(m => m.RoomId)
            .Select(all => new { all.Key, Count = all.LongCount() })
            .ToDictionaryAsync(it => it.Key, it => it.Count, ct);
        var byAuthor = await inTime.GroupBy(m => m.AuthorId)
            .Select(all => new { all.Key, Count = all.LongCount() })
            .ToDictionaryAsync(it => it.Key, it => it.Count, ct);

        // A room's last message is the one with its last number; of people nothing says which was theirs.
        var lastIn = await db.Rooms.AsNoTracking()
            .Join(
                db.Messages, room => new { RoomId = room.Id, ChatId = room.LastChatId }, m => new { m.RoomId, m.ChatId },
                (room, m) => new { room.Id, m.At })
            .ToDictionaryAsync(it => it.Id, it => it.At, ct);
        var lastBy = await db.Messages.AsNoTracking().GroupBy(m => m.AuthorId)
            .Select(all => new { all.Key, At = all.Max(m => m.At) })
            .ToDictionaryAsync(it => it.Key, it => it.At, ct);

        var pool = journal.Committed;
        return new UsageCounts(
            [.. pool.Rooms.Values.Select(room => new UsageOf<Room>(room.Room, byRoom.GetValueOrDefault(room.Id), At(lastIn, room.Id)))],
            [.. pool.People.Values.Where(person => !person.Removed)
                .Select(person => new UsageOf<Person>(person, byAuthor.GetValueOrDefault(person.Id), At(lastBy, person.Id)))],
            await DaysAsync(db, from, through, ct));
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset? At(Dictionary<Guid, DateTimeOffset> all, Guid id) => all.TryGetValue(id, out var at) ? at : null;

    private static async Task<IReadOnlyList<DayUsage>> DaysAsync(RoomDbContext db, DateOnly from, DateOnly through, CancellationToken ct)
    {
        // Times are stored as ticks: the same words, and the same whole division, on every engine.
        var (start, end, day) = (StartOf(from).UtcTicks, StartOf(through.AddDays(1)).UtcTicks, TimeSpan.TicksPerDay);
        var rows = await db.Database.SqlQuery<DayCount>($"""
            SELECT d."Day", CAST(COUNT(*) AS BIGINT) AS "Messages", CAST(COUNT(DISTINCT d."AuthorId") AS BIGINT) AS "People"
            FROM (SELECT "At" / {day} AS "Day", "AuthorId" FROM "Messages" WHERE "At" >= {start} AND "At" < {end}) AS d
            GROUP BY d."Day"
            """).ToDictionaryAsync(row => row.Day, ct);
        return
        [
            .. Enumerable.Range(from.DayNumber, through.DayNumber - from.DayNumber + 1).Select(number =>
                rows.TryGetValue(number, out var row)
                    ? new DayUsage(DateOnly.FromDayNumber(number), row.Messages, row.People)
                    : new DayUsage(DateOnly.FromDayNumber(number), 0, 0)),
        ];
    }

    private sealed record DayCount(long Day, long Messages, long People);
}
