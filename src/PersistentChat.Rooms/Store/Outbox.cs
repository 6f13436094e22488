using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Events on their way out of the chat database. The journal puts them in, one relay reads them in order and says how far
/// they are safe elsewhere; their rows go with the journal's next commit, since nothing else writes this database. A relay
/// that starts anew begins with the oldest row: some may be sent twice, none is left out.
/// </summary>
public sealed class Outbox(IDbContextFactory<RoomDbContext> database, TimeProvider clock)
{
    private readonly Channel<bool> _news =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _lock = new();
    private EventPosition _relayed;
    private long _waiting;
    private long _movedAt = clock.GetTimestamp();

    // The writer's own: what its transaction under way deletes, and what is deleted.
    private EventPosition _deleting;
    private EventPosition _deleted;

    /// <summary>Events that are nowhere but here.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>
    /// How long the oldest has waited in this process without any that were before it getting out; zero when none waits.
    /// </summary>
    public TimeSpan StuckFor => Waiting <= 0 ? TimeSpan.Zero : clock.GetElapsedTime(Interlocked.Read(ref _movedAt));

    /// <summary>Returns when there may be events that were not there before; at once, if there are since the last call.</summary>
    public async Task WaitAsync(CancellationToken ct) => await _news.Reader.ReadAsync(ct);

    /// <summary>
    /// What comes next: events of one epoch, consecutive, in order. Empty: there are none yet.
    /// </summary>
    /// <param name="after">The last one that was read; nothing was: <c>default</c>.</param>
    /// <param name="most">Events at most.</param>
    /// <param name="bytes">No more are added to so much JSON, so it bounds memory but for one event.</param>
    public async Task<IReadOnlyList<OutboxEvent>> ReadAsync(EventPosition after, int most, long bytes, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var rest = db.Outbox.Where(row => row.Epoch == after.Epoch && row.Number > after.Number);
        var events = await ReadAsync(rest, most, bytes, ct);
        return events.Count > 0
            ? events
            : await ReadAsync(db.Outbox.Where(row => row.Epoch > after.Epoch), most, bytes, ct);
    }

    /// <summary>Everything up to here is safe elsewhere.</summary>
    /// <param name="count">How many that are more than before.</param>
    public void Relayed(EventPosition upTo, int count)
    {
        lock (_lock)
        {
            _relayed = upTo;
        }

        Interlocked.Exchange(ref _movedAt, clock.GetTimestamp());
        Interlocked.Add(ref _waiting, -count);
    }

    /// <summary>When the oldest waiting event happened. Null: none waits, or it cannot be read.</summary>
    public async Task<DateTimeOffset?> OldestAtAsync(CancellationToken ct)
    {
        EventPosition relayed;
        lock (_lock)
        {
            relayed = _relayed;
        }

        try
        {
            return await ReadAsync(relayed, most: 1, bytes: 1, ct) is [var oldest]
                ? JsonSerializer.Deserialize(oldest.Json, ComplianceJson.Default.ComplianceEvent)!.At
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>When the journal starts: what an earlier process has left.</summary>
    internal async Task OpenAsync(RoomDbContext db, CancellationToken ct) => Added(await db.Outbox.CountAsync(ct));

    /// <summary>In a transaction of the journal: deletes what is safe elsewhere.</summary>
    internal void DeleteRelayed(JournalRows rows)
    {
        lock (_lock)
        {
            _deleting = _relayed;
        }

        if (_deleted.Epoch != _deleting.Epoch)
        {
            rows.DeleteEventsBefore(_deleting.Epoch);
        }

        if (_deleted != _deleting)
        {
            rows.DeleteEvents(_deleting);
        }
    }

    /// <summary>That transaction is committed, and so many events were added in it.</summary>
    internal void Committed(int added)
    {
        _deleted = _deleting;
        Added(added);
    }

    private static async Task<List<OutboxEvent>> ReadAsync(
        IQueryable<OutboxRow> rows, int most, long bytes, CancellationToken ct)
    {
        var events = new List<OutboxEvent>();
        var size = 0L;
        var ordered = rows.AsNoTracking().OrderBy(row => row.Epoch).ThenBy(row => row.Number).Take(most);
        await foreach (var row in ordered.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (events is [.., var last] && (row.Epoch != last.Position.Epoch || size >= bytes))
            {
                break;
            }

            events.Add(new OutboxEvent(new EventPosition(row.Epoch, row.Number), row.Event));
            size += row.Event.Length;
        }

        return events;
    }

    private void Added(int count)
    {
        if (count is 0)
        {
            return;
        }

        if (Waiting <= 0)
        {
            Interlocked.Exchange(ref _movedAt, clock.GetTimestamp());
        }

        Interlocked.Add(ref _waiting, count);
        _news.Writer.TryWrite(true);
    }
}
