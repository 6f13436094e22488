using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>The database as the journal uses it: opened by one process, written in one transaction per batch.</summary>
internal sealed class RoomStore(
    IOptions<StoreOptions> options,
    IStoreEngine engine,
    WriterConnection connection,
    WriterLease lease,
    Outbox outbox,
    ILogger<RoomStore> logger) : IAsyncDisposable
{
    private IAsyncDisposable? _lock;

    /// <summary>The transaction that the next commit will be.</summary>
    public long NextBatch => lease.Batch + 1;

    /// <summary>The position of the last event.</summary>
    public EventPosition Last => lease.Last;

    /// <exception cref="StoreException">Another server has it, or it is not in a state to be used.</exception>
    public async Task<Pool> OpenAsync(CancellationToken ct)
    {
        _lock = await engine.TryLockAsync(ct);
        if (_lock is null)
        {
            var holder = await HolderAsync(ct);
            throw new StoreException($"The database {engine.Database} is in use by {holder}; only one server can have it");
        }

        var (db, _) = await connection.UseAsync(ct);
        await MigrateAsync(db, ct);
        await VerifierKeyCheck.RunAsync(db, options.Value.VerifierKeyFile, ct);
        if (await lease.TakeAsync(db, ct) is { } lost)
        {
            logger.LeaseTakenOver(lost);
        }

        if (await TermsUpgrade.RunAsync(db, ct) is { } count)
        {
            logger.TermsMade(count);
        }

        await outbox.OpenAsync(db, ct);
        return await PoolLoader.LoadAsync(db, ct);
    }

    /// <summary>Whoever came and, as far as is written, never left: oldest first.</summary>
    public async Task<IReadOnlyList<PresentRow>> FindPresentAsync(CancellationToken ct)
    {
        var present = await ReadAsync(db => db.Present.AsNoTracking().ToListAsync(ct), ct);
        return [.. present.OrderBy(row => row.JoinId)];
    }

    /// <exception cref="UncertainCommitException">Ask <see cref="WasCommittedAsync"/>.</exception>
    /// <exception cref="JournalStoppedException">Somebody else writes this database.</exception>
    /// <remarks>Any other exception: nothing was written.</remarks>
    public async Task CommitAsync(Batch batch, CancellationToken ct)
    {
        await WriteAsync(rows => lease.AddTo(rows, batch.Last), batch, ct);
        Advance(batch);
    }

    /// <summary>After a commit with unknown outcome, on a new connection. Call again when it throws.</summary>
    /// <exception cref="JournalStoppedException">Somebody else writes this database.</exception>
    public async Task<bool> WasCommittedAsync(Batch batch, CancellationToken ct)
    {
        var wasCommitted = await ReadAsync(db => lease.HasNextAsync(engine.SettledWriter(db), ct), ct)
            ?? throw new JournalStoppedException(JournalRows.IsElsewhere());
        if (wasCommitted)
        {
            Advance(batch);
        }

        return wasCommitted;
    }

    /// <summary>Messages that are stored under ids that clients gave.</summary>
    public async Task<IReadOnlyList<MessageRow>> FindPostedAsync(
        IReadOnlyCollection<ClientMessageKey> keys, CancellationToken ct)
    {
        var ids = keys.Select(key => key.ClientMessageId).ToHashSet(StringComparer.Ordinal);
        return await ReadAsync(
            db => db.Messages.AsNoTracking()
                .Where(m => m.ClientMessageId != null && ids.Contains(m.ClientMessageId))
                .ToListAsync(ct),
            ct);
    }

    /// <summary>Gives the lease back; the database can be opened by another.</summary>
    public Task ReleaseAsync(CancellationToken ct) => WriteAsync(lease.AddRelease, null, ct);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    private void Advance(Batch batch)
    {
        lease.Advance(batch.Last);
        outbox.Committed(batch.Events.Count);
    }

    private async Task<T> ReadAsync<T>(Func<RoomDbContext, Task<T>> read, CancellationToken ct)
    {
        try
        {
            var (db, _) = await connection.UseAsync(ct);
            return await read(db);
        }
        catch
        {
            await DropAsync();
            throw;
        }
    }

    private async Task WriteAsync(Action<JournalRows> updateLease, Batch? batch, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var (db, rows) = await connection.UseAsync(ct);
            var transaction = await db.Database.BeginTransactionAsync(ct);
            updateLease(rows);
            outbox.DeleteRelayed(rows);
            if (batch is not null)
            {
                await WriteRowsAsync(db, rows, batch, transaction.GetDbTransaction(), ct);
            }

            await rows.RunAsync(transaction.GetDbTransaction(), ct);
            await CommitAsync(() => transaction.CommitAsync(ct));
            connection.Metrics.Committed(Stopwatch.GetElapsedTime(began));
        }
        catch (DbUpdateConcurrencyException lost)
        {
            await DropAsync();
            throw new JournalStoppedException(
                lost.Entries is [{ Entity: RoomRow room }, ..] ? JournalRows.CountersDiffer(room.Id) : JournalRows.IsElsewhere(), lost);
        }
        catch
        {
            connection.Metrics.Failed();
            await DropAsync();
            throw;
        }
    }

    private static async Task WriteRowsAsync(
        RoomDbContext db, JournalRows rows, Batch batch, DbTransaction transaction, CancellationToken ct)
    {
        // In the order of what refers to what: whoever has left may be in the way of a room's deletion, and messages come when
        // their rooms are there.
        rows.Delete(batch.Left);
        BatchRows.Add(db, rows, batch);
        if (db.ChangeTracker.HasChanges())
        {
            await rows.RunAsync(transaction, ct);
            await Erasures.ClearRoomsAsync(db, batch, ct);
            await db.SaveChangesAsync(ct);
        }

        rows.Add(batch.Working.Messages);
        rows.Add(batch.Events);
        rows.Add(batch.Entered);
        if (batch.Working.Erasures.Count > 0)
        {
            await rows.RunAsync(transaction, ct);
            await Erasures.ApplyAsync(db, batch, ct);
        }
    }

    private static async Task CommitAsync(Func<Task> commit)
    {
        try
        {
            await commit();
        }
        catch (Exception unknown)
        {
            throw new UncertainCommitException(unknown);
        }
    }

    private async Task DropAsync()
    {
        try
        {
            await connection.DropAsync();
        }
        catch (Exception failure)
        {
            // What matters is the failure that led here; the connection is gone either way.
            logger.ConnectionNotClosed(failure);
        }
    }

    private async Task MigrateAsync(RoomDbContext db, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count is 0)
        {
            return;
        }

        if (!options.Value.MigrateAtStart)
        {
            throw new StoreException(
                $"The database lacks the migrations {string.Join(", ", pending)}: apply db-migrations/{engine.Script} "
                + "or set Store:MigrateAtStart");
        }

        // EF Core's lock is a row there, which stays for ever when a process is killed in the middle. Ours is the operating
        // system's, and it is held.
        await db.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
        logger.Migrated(pending.Count, pending[^1]);
    }

    private async Task<string> HolderAsync(CancellationToken ct)
    {
        try
        {
            var (db, _) = await connection.UseAsync(ct);
            return await db.Writer.Select(w => w.HolderName).SingleAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return "another server";
        }
    }
}
