using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// Events that must be in the record before a batch and are not: consecutive, of one epoch, up to <paramref name="Last"/>.
/// </summary>
internal sealed record MissingEvents(EventPosition First, long Last)
{
    private const int RowsAtOnce = 10_000;

    /// <summary>
    /// What is missing before a batch: within its epoch, or, when it begins one, at the end of the epoch before. Without the
    /// latter a compliance database that came from a backup would go on with the server's next start as if nothing were lost.
    /// </summary>
    /// <param name="recorded">The watermark of the batch's epoch.</param>
    /// <returns>Null: nothing is.</returns>
    public static async Task<MissingEvents?> FindAsync(
        ComplianceDbContext db, OutboxBatch batch, long recorded, CancellationToken ct)
    {
        if (batch.First > recorded + 1)
        {
            return new MissingEvents(new EventPosition(batch.Epoch, recorded + 1), batch.First - 1);
        }

        if (recorded > 0 || EventReader.PreviousOf(batch.Events[0]) is not { } previous)
        {
            return null;
        }

        var known = await db.Watermarks.Where(w => w.Epoch == previous.Epoch).Select(w => w.Number).SingleOrDefaultAsync(ct);
        return previous.Number > known ? new MissingEvents(new EventPosition(previous.Epoch, known + 1), previous.Number) : null;
    }

    /// <summary>Puts a mark into the record for each. Adapters see gaps.</summary>
    public async Task MarkAsync(ComplianceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        for (var from = First.Number; from <= Last; from += RowsAtOnce)
        {
            for (var number = from; number <= Math.Min(Last, from + RowsAtOnce - 1); number++)
            {
                db.Add(new TransitRow { Epoch = First.Epoch, Number = number });
                db.Add(new RecordRow
                {
                    Epoch = First.Epoch,
                    Number = number,
                    Kind = ComplianceEventKind.Gap,
                    At = now,
                    Event = [],
                    Fault = "It never came to this record (Compliance:Recorder:AcceptGapBefore)",
                });
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        var epoch = First.Epoch;
        var last = Last;
        if (await db.Watermarks.Where(w => w.Epoch == epoch).ExecuteUpdateAsync(set => set.SetProperty(w => w.Number, last), ct) is 0)
        {
            db.Add(new WatermarkRow { Epoch = epoch, Number = last });
            await db.SaveChangesAsync(ct);
        }
    }
}
