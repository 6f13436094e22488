using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>
/// Cuts slices and moves cursors. Every transaction checks the fence of the adapter's lease: whoever has lost it commits
/// nothing. A slice never spans two epochs.
/// </summary>
internal sealed class SliceStore(IDbContextFactory<ComplianceDbContext> databases, TimeProvider clock)
{
    /// <summary>
    /// The adapter's next slice, committed: the one that was not finished, else what is recorded and in no slice yet, the
    /// lowest epoch first.
    /// </summary>
    /// <param name="known">
    /// What a manifest in the archive says of a slice by its number. After the database was restored from a backup the
    /// files are further than its cursors, and slices must be cut as they were. Only a hint: the files' bytes are compared.
    /// </param>
    /// <returns>Null: everything recorded is exported.</returns>
    /// <exception cref="LeaseLostException">Another process runs this adapter now.</exception>
    public async Task<SliceRow?> NextAsync(
        string adapter, int limit, Func<long, Manifest?> known, Lease lease, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await lease.CheckAsync(db, ct);
        var cursor = await CursorAsync(db, adapter, ct);
        var number = cursor.Slice + 1;
        var slice = await db.Slices.SingleOrDefaultAsync(s => s.Adapter == adapter && s.Number == number, ct);
        if (slice is null && await CutAsync(db, adapter, number, limit, known, ct) is { } bounds)
        {
            slice = new SliceRow
            {
                Adapter = adapter,
                Number = number,
                FirstEpoch = bounds.Epoch,
                FirstNumber = bounds.First,
                LastEpoch = bounds.Epoch,
                LastNumber = bounds.Last,
                At = clock.GetUtcNow(),
            };
            db.Add(slice);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return slice;
    }

    /// <summary>Where the adapter stands.</summary>
    public async Task<CursorRow?> FindCursorAsync(string adapter, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        return await db.Cursors.AsNoTracking().SingleOrDefaultAsync(c => c.Adapter == adapter, ct);
    }

    /// <summary>The slice is in the archive: moves the cursor and empties transit of what everybody has exported.</summary>
    /// <param name="manifest">The hash of its manifest.</param>
    /// <param name="adapters">All that are configured, by name.</param>
    /// <exception cref="LeaseLostException">Another process runs this adapter now.</exception>
    public async Task CompleteAsync(
        SliceRow slice, string manifest, IReadOnlyCollection<string> adapters, Lease lease, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await lease.CheckAsync(db, ct);
        var cursor = await CursorAsync(db, slice.Adapter, ct);
        if (cursor.Slice >= slice.Number)
        {
            return;
        }

        var record = new RecordReader(databases, BoundsOf(slice));
        await PresenceStore.AdvanceAsync(db, slice.Adapter, record, ct);
        (cursor.Epoch, cursor.Number) = (slice.LastEpoch, slice.LastNumber);
        (cursor.Slice, cursor.Manifest) = (slice.Number, manifest);
        (cursor.Failures, cursor.LastFailure, cursor.NotBefore) = (0, null, null);
        await db.SaveChangesAsync(ct);
        await EmptyTransitAsync(db, slice.LastEpoch, adapters, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Writes down that the next slice failed again.</summary>
    /// <returns>How often it has since the last success.</returns>
    /// <exception cref="LeaseLostException">Another process runs this adapter now.</exception>
    public async Task<int> FailAsync(string adapter, string reason, TimeSpan wait, Lease lease, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await lease.CheckAsync(db, ct);
        var cursor = await CursorAsync(db, adapter, ct);
        cursor.Failures++;
        cursor.LastFailure = reason.Length > ComplianceDbContext.ReasonLength ? reason[..ComplianceDbContext.ReasonLength] : reason;
        cursor.NotBefore = clock.GetUtcNow() + wait;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return cursor.Failures;
    }

    /// <summary>
    /// Empties transit of what everybody has exported, once more: two adapters that finish at the same time do not see
    /// each other's cursors.
    /// </summary>
    public async Task SweepAsync(IReadOnlyCollection<string> adapters, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        foreach (var epoch in await db.Transit.Select(t => t.Epoch).Distinct().ToListAsync(ct))
        {
            await EmptyTransitAsync(db, epoch, adapters, ct);
        }
    }

    /// <exception cref="LeaseLostException">Another process runs this adapter now.</exception>
    public async Task CheckAsync(Lease lease, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        await lease.CheckAsync(db, ct);
    }

    public static SliceBounds BoundsOf(SliceRow slice) => new(slice.FirstEpoch, slice.FirstNumber, slice.LastNumber);

    /// <summary>
    /// What is next. Asked of every epoch, not only of the cursor's: what was recorded late in an old one is not lost.
    /// </summary>
    private static async Task<SliceBounds?> CutAsync(
        ComplianceDbContext db, string adapter, long number, int limit, Func<long, Manifest?> known, CancellationToken ct)
    {
        var done = await DoneAsync(db, adapter, ct);
        foreach (var watermark in await db.Watermarks.AsNoTracking().OrderBy(w => w.Epoch).ToListAsync(ct))
        {
            var after = done.GetValueOrDefault(watermark.Epoch);
            if (watermark.Number <= after)
            {
                continue;
            }

            // An adapter that is new begins where the record does: retention may have removed what was before.
            var first = await db.Record
                .Where(r => r.Epoch == watermark.Epoch && r.Number > after)
                .MinAsync(r => (long?)r.Number, ct);
            if (first is null)
            {
                continue;
            }

            var last = Math.Min(watermark.Number, first.Value + limit - 1);
            var cutBefore = known(number);
            var wasCutHere = cutBefore?.First == new EventPosition(watermark.Epoch, first.Value)
                && cutBefore.Last.Epoch == watermark.Epoch
                && cutBefore.Last.Number >= first
                && cutBefore.Last.Number <= watermark.Number;
            return new SliceBounds(watermark.Epoch, first.Value, wasCutHere ? cutBefore!.Last.Number : last);
        }

        return null;
    }

    private static async Task<Dictionary<long, long>> DoneAsync(ComplianceDbContext db, string adapter, CancellationToken ct) =>
        await db.Slices
            .Where(s => s.Adapter == adapter)
            .GroupBy(s => s.LastEpoch)
            .Select(epoch => new { epoch.Key, Last = epoch.Max(s => s.LastNumber) })
            .ToDictionaryAsync(epoch => epoch.Key, epoch => epoch.Last, ct);

    /// <summary>An adapter that never ran yet has exported nothing: transit waits for it.</summary>
    private static async Task EmptyTransitAsync(
        ComplianceDbContext db, long epoch, IReadOnlyCollection<string> adapters, CancellationToken ct)
    {
        var done = await db.Slices
            .Where(s => s.LastEpoch == epoch)
            .Join(db.Cursors, s => s.Adapter, c => c.Adapter, (s, c) => new { s, c })
            .Where(pair => pair.s.Number <= pair.c.Slice)
            .GroupBy(pair => pair.s.Adapter)
            .Select(adapter => new { adapter.Key, Last = adapter.Max(pair => pair.s.LastNumber) })
            .ToDictionaryAsync(adapter => adapter.Key, adapter => adapter.Last, ct);
        var last = adapters.Min(adapter => done.GetValueOrDefault(adapter));
        await db.Transit.Where(t => t.Epoch == epoch && t.Number <= last).ExecuteDeleteAsync(ct);
    }

    private static async Task<CursorRow> CursorAsync(ComplianceDbContext db, string adapter, CancellationToken ct)
    {
        var cursor = await db.Cursors.SingleOrDefaultAsync(c => c.Adapter == adapter, ct);
        if (cursor is null)
        {
            cursor = new CursorRow { Adapter = adapter };
            db.Add(cursor);
        }

        return cursor;
    }
}
