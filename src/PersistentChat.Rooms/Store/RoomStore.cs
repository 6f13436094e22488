using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
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

        await using var db = await connection.CreateContextAsync(ct);
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
        await using var db = await connection.CreateContextAsync(ct);
        var present = await db.Present.AsNoTracking().ToListAsync(ct);
        return [.. present.OrderBy(row => row.JoinId)];
    }

    /// <exception cref="UncertainCommitException">Ask <see cref="WasCommittedAsync"/>.</exception>
    /// <exception cref="JournalStoppedException">Somebody else writes this database.</exception>
    /// <remarks>Any other exception: nothing was written.</remarks>
    public async Task CommitAsync(Batch batch, CancellationToken ct)
    {
        await WriteAsync(
            db =>
            {
                BatchRows.Add(db, batch);
                lease.AddTo(db, batch.Last);
            },
            batch,
            ct);
        Advance(batch);
    }

    /// <summary>After a commit with unknown outcome, on a new connection. Call again when it throws.</summary>
    /// <exception cref="JournalStoppedException">Somebody else writes this database.</exception>
    public async Task<bool> WasCommittedAsync(Batch batch, CancellationToken ct)
    {
        await using var db = await connection.CreateContextAsync(ct);
        var wasCommitted = await lease.HasNextAsync(engine.SettledWriter(db), ct)
            ?? throw new JournalStoppedException("The database is being written by another server");
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
        try
        {
            await using var db = await connection.CreateContextAsync(ct);
            var ids = keys.Select(key => key.ClientMessageId).ToHashSet(StringComparer.Ordinal);
            return await db.Messages.AsNoTracking()
                .Where(m => m.ClientMessageId != null && ids.Contains(m.ClientMessageId))
                .ToListAsync(ct);
        }
        catch
        {
            await DropAsync();
            throw;
        }
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

    private async Task WriteAsync(Action<RoomDbContext> add, Batch? batch, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var db = await connection.CreateContextAsync(ct);
        try
        {
            add(db);
            var transaction = await db.Database.BeginTransactionAsync(ct);
            await outbox.DeleteRelayedAsync(db, ct);
            if (batch is not null)
            {
                await Erasures.ClearRoomsAsync(db, batch, ct);
            }

            await db.SaveChangesAsync(ct);
            if (batch is not null)
            {
                await Erasures.ApplyAsync(db, batch, ct);
            }

            await CommitAsync(() => transaction.CommitAsync(ct));
            connection.Metrics.Committed(Stopwatch.GetElapsedTime(began));
        }
        catch (DbUpdateConcurrencyException lost)
        {
            await DropAsync();
            var what = lost.Entries is [{ Entity: RoomRow room }, ..]
                ? $"The counters of room {room.Id} are not what this server left"
                : "The database is being written by another server";
            throw new JournalStoppedException(what, lost);
        }
        catch
        {
            connection.Metrics.Failed();

            // First the connection: closing it rolls back, and the context would only stumble over what is left of it.
            await DropAsync();
            throw;
        }
        finally
        {
            await db.DisposeAsync();
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
            await using var db = await connection.CreateContextAsync(ct);
            return await db.Writer.Select(w => w.HolderName).SingleAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return "another server";
        }
    }
}
