using System.Data.Common;
using System.Text.Json;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// The rows that a busy journal writes in every transaction, past EF Core's change tracker, which costs more than the database does.
/// What is put in here waits until it is run.
/// </summary>
internal sealed class JournalRows(RoomDbContext db, StatementQueue queue)
{
    private readonly RowTable<MessageRow> _messages = new(db);
    private readonly RowTable<OutboxRow> _events = new(db);
    private readonly RowTable<PresentRow> _present = new(db);

    private readonly RowStatement _deleteEpochs = new RowTable<OutboxRow>(db).Delete((nameof(OutboxRow.Epoch), "<"));

    private readonly RowStatement _deleteEvents =
        new RowTable<OutboxRow>(db).Delete((nameof(OutboxRow.Epoch), "="), (nameof(OutboxRow.Number), "<="));

    private readonly RowStatement _deletePresent =
        new RowTable<PresentRow>(db).Delete((nameof(PresentRow.RoomId), "="), (nameof(PresentRow.JoinId), "="));

    private readonly RowStatement _updateCounters = new RowTable<RoomRow>(db).Update(
        [nameof(RoomRow.LastChatId), nameof(RoomRow.LastAt)],
        (nameof(RoomRow.Id), "="), (nameof(RoomRow.LastChatId), "="));

    private readonly RowStatement _updateWriter = new RowTable<WriterState>(db).Update(
        [nameof(WriterState.Batch), nameof(WriterState.LeaseUntil), nameof(WriterState.Epoch), nameof(WriterState.EventNumber)],
        (nameof(WriterState.Id), "="), (nameof(WriterState.Holder), "="), (nameof(WriterState.Batch), "="));

    public static string IsElsewhere() => "The database is being written by another server";

    public static string CountersDiffer(Guid roomId) => $"The counters of room {roomId} are not what this server left";

    /// <summary>The next batch of who holds the lease, or nothing.</summary>
    /// <param name="batch">The last one.</param>
    /// <param name="last">The position of the last event with the next.</param>
    public void SetWriter(Guid holder, long batch, DateTimeOffset leaseUntil, EventPosition last) => queue.Add(
        _updateWriter,
        [batch + 1, leaseUntil, last.Epoch, last.Number, WriterState.TheId, holder, batch],
        IsElsewhere);

    /// <summary>Ids stay dense, or nothing is written: the room's last one is what this journal believes.</summary>
    public void SetCounters(Guid roomId, long lastIdBefore, long lastId, DateTimeOffset lastAt) => queue.Add(
        _updateCounters, [lastId, lastAt, roomId, lastIdBefore], () => CountersDiffer(roomId));

    public void Add(IEnumerable<MessageRow> messages)
    {
        foreach (var message in messages)
        {
            queue.Add(_messages.Insert, _messages.ValuesOf(message));
        }
    }

    public void Add(IEnumerable<ComplianceEvent> events)
    {
        foreach (var happened in events)
        {
            queue.Add(_events.Insert, _events.ValuesOf(new OutboxRow
            {
                Epoch = happened.Position.Epoch,
                Number = happened.Position.Number,
                Event = JsonSerializer.SerializeToUtf8Bytes(happened, ComplianceJson.Default.ComplianceEvent),
            }));
        }
    }

    public void Add(IEnumerable<PresentRow> entered)
    {
        foreach (var present in entered)
        {
            queue.Add(_present.Insert, _present.ValuesOf(present));
        }
    }

    public void Delete(IEnumerable<PresentRow> left)
    {
        foreach (var present in left)
        {
            queue.Add(_deletePresent, [present.RoomId, present.JoinId], IsElsewhere);
        }
    }

    /// <summary>Deletes the events of earlier epochs.</summary>
    public void DeleteEventsBefore(long epoch) => queue.Add(_deleteEpochs, [epoch]);

    /// <summary>Deletes the events of an epoch up to one of them.</summary>
    public void DeleteEvents(EventPosition upTo) => queue.Add(_deleteEvents, [upTo.Epoch, upTo.Number]);

    /// <exception cref="Journal.JournalStoppedException">Somebody else has changed what only this server may.</exception>
    public Task RunAsync(DbTransaction transaction, CancellationToken ct) => queue.RunAsync(transaction, ct);
}
