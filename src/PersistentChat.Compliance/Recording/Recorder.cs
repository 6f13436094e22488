using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// Writes events into the record: each once, in the order of positions, without a gap within an epoch. What returns is
/// on disk; whatever is thrown says that nothing new is.
/// </summary>
public sealed class Recorder(
    IDbContextFactory<ComplianceDbContext> databases, IOptions<RecorderOptions> options, TimeProvider clock, ILogger<Recorder> logger)
{
    /// <summary>The lease of who records what comes from journals.</summary>
    public const string LeaseName = "recorder";

    private long _recorded;
    private long _unreadable;

    /// <summary>Events that this recorder has written, and those of them that could not be read.</summary>
    internal long Recorded => Interlocked.Read(ref _recorded);

    /// <inheritdoc cref="Recorded"/>
    internal long Unreadable => Interlocked.Read(ref _unreadable);

    /// <summary>
    /// Records what of the batch is not recorded yet. A batch may come again, whole or in parts, at any time.
    /// </summary>
    /// <param name="lease"><see cref="LeaseName"/>; for <see cref="OwnEvent"/>s that of whoever makes them.</param>
    /// <exception cref="LeaseLostException">Another recorder took over.</exception>
    /// <exception cref="EventGapException">Events before this batch are missing.</exception>
    /// <exception cref="ForkedEpochException">The record has other events at these positions.</exception>
    /// <exception cref="ArgumentException">The batch is not shaped as <see cref="OutboxBatch"/> says.</exception>
    /// <remarks>Everything else that is thrown comes from the database; call again.</remarks>
    public async Task RecordAsync(OutboxBatch batch, Lease lease, CancellationToken ct)
    {
        if (batch.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(batch));
        }

        using var course = ComplianceMetrics.Source.StartActivity("record");
        course?.SetTag("pchat.first", batch.Events[0].Position).SetTag("pchat.events", batch.Events.Count);
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await lease.CheckAsync(db, ct);
        var watermark = await db.Watermarks.SingleOrDefaultAsync(w => w.Epoch == batch.Epoch, ct);
        var recorded = watermark?.Number ?? 0;
        if (await MissingEvents.FindAsync(db, batch, recorded, ct) is { } missing)
        {
            var before = batch.Events[0].Position;
            if (options.Value.AcceptGapBefore != before.ToString())
            {
                throw new EventGapException(missing.First, before);
            }

            await missing.MarkAsync(db, clock.GetUtcNow(), ct);
            await transaction.CommitAsync(ct);
            logger.GapAccepted(missing.First, missing.Last, before);
            await RecordAsync(batch, lease, ct);
            return;
        }

        var again = (int)Math.Min(recorded - batch.First + 1, batch.Events.Count);
        await CheckSameAsync(db, batch, again, ct);
        if (again == batch.Events.Count)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var rows = batch.Events.Skip(again).Select(raw => EventReader.ToRow(raw, now)).ToList();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(rows);
        Advance(db, watermark, batch);
        await db.SaveChangesAsync(ct);

        // One statement, and not a second row of each event's through EF Core, which was almost half of the work.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Transit" ("Epoch", "Number")
            SELECT "Epoch", "Number" FROM "Record" WHERE "Epoch" = {batch.Epoch} AND "Number" > {recorded} AND "Number" <= {batch.Last}
            """,
            ct);
        await transaction.CommitAsync(ct);
        Interlocked.Add(ref _recorded, rows.Count);
        foreach (var row in rows.Where(row => row.Fault is not null))
        {
            Interlocked.Increment(ref _unreadable);
            logger.UnreadableEvent(row.Position, row.Fault!);
        }
    }

    /// <summary>
    /// What comes again must be what is recorded. Otherwise a restored chat database counts on in an epoch that had gone
    /// further, and to ignore its events as known would lose them.
    /// </summary>
    private static async Task CheckSameAsync(ComplianceDbContext db, OutboxBatch batch, int count, CancellationToken ct)
    {
        if (count <= 0)
        {
            return;
        }

        var (first, last) = (batch.First, batch.First + count - 1);
        var known = await db.Record.AsNoTracking()
            .Where(r => r.Epoch == batch.Epoch && r.Number >= first && r.Number <= last)
            .Select(r => new { r.Number, r.Event })
            .ToListAsync(ct);

        // Those that retention has removed cannot be compared; nothing so old is sent again.
        foreach (var row in known)
        {
            var raw = batch.Events[(int)(row.Number - first)];
            if (!raw.Json.Span.SequenceEqual(row.Event))
            {
                throw new ForkedEpochException(raw.Position);
            }
        }
    }

    private static void Advance(ComplianceDbContext db, WatermarkRow? watermark, OutboxBatch batch)
    {
        if (watermark is null)
        {
            db.Add(new WatermarkRow { Epoch = batch.Epoch, Number = batch.Last });
            return;
        }

        watermark.Number = batch.Last;
        db.Entry(watermark).Property(w => w.Number).IsModified = true;
    }
}
