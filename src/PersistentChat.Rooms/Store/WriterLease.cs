using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// This process's right to write, as the writer's row has it. The row is updated in every transaction where holder and
/// batch are still what they were after the last one.
/// </summary>
internal sealed class WriterLease(TimeSpan duration, TimeProvider clock)
{
    private readonly Guid _holder = Guid.NewGuid();

    public long Batch { get; private set; }

    /// <summary>The position of the last event.</summary>
    public EventPosition Last { get; private set; }

    /// <summary>Who this is, for the message that a second server shows.</summary>
    public static string Name => $"process {Environment.ProcessId} on {Environment.MachineName}";

    /// <summary>
    /// Takes the lease over from whoever had it. That one is dead: the caller holds the engine's lock on the database.
    /// </summary>
    /// <returns>Who had it, when it was never given back; null otherwise.</returns>
    public async Task<string?> TakeAsync(RoomDbContext db, CancellationToken ct)
    {
        var row = await db.Writer.SingleOrDefaultAsync(ct);
        string? lost = null;
        if (row is null)
        {
            row = new WriterState { DatabaseId = Guid.NewGuid() };
            db.Add(row);
        }
        else if (row.LeaseUntil > clock.GetUtcNow())
        {
            lost = row.HolderName;
        }

        row.Holder = _holder;
        row.HolderName = Name;
        row.LeaseUntil = clock.GetUtcNow() + duration;
        row.Batch++;
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(ct);
        (Batch, Last) = (row.Batch, new EventPosition(row.Epoch, row.EventNumber));
        return lost;
    }

    /// <summary>Adds the row's update to a transaction.</summary>
    public void AddTo(JournalRows rows, EventPosition last) => rows.SetWriter(_holder, Batch, clock.GetUtcNow() + duration, last);

    /// <summary>Adds the update that gives the lease back.</summary>
    public void AddRelease(JournalRows rows) => rows.SetWriter(_holder, Batch, DateTimeOffset.MinValue, Last);

    /// <summary>The transaction that <see cref="AddTo"/> was part of is committed.</summary>
    public void Advance(EventPosition last) => (Batch, Last) = (Batch + 1, last);

    /// <summary>Whether the transaction after the last known one is in the database.</summary>
    /// <returns>Null: the row is not this process's any more, or not where it could be.</returns>
    public async Task<bool?> HasNextAsync(IQueryable<WriterState> writer, CancellationToken ct)
    {
        var row = await writer.SingleAsync(ct);
        return row.Holder != _holder ? null
            : row.Batch == Batch + 1 ? true
            : row.Batch == Batch ? false
            : null;
    }
}
