using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// The writer's own connection, not from the pool and never shared with readers. After any failure it is dropped,
/// whatever it was in the middle of, and the next context opens a new one. On SQLite it also empties the write-ahead log.
/// </summary>
internal sealed class WriterConnection(IStoreEngine engine, IEnumerable<IInterceptor> interceptors, StoreMetrics metrics) : IAsyncDisposable
{
    private readonly IInterceptor[] _interceptors = [.. interceptors];
    private DbConnection? _connection;
    private RoomDbContext? _db;
    private JournalRows? _rows;

    /// <summary>What is done on it is measured.</summary>
    public StoreMetrics Metrics => metrics;

    /// <summary>For one piece of work, on the connection that there is or a new one. It is not the caller's to dispose of.</summary>
    /// <returns>A context that tracks nothing yet and saves what is added, and the rows that go past it; none wait.</returns>
    public async Task<(RoomDbContext Db, JournalRows Rows)> UseAsync(CancellationToken ct)
    {
        if (_connection is null)
        {
            await OpenAsync(ct);
        }

        _db!.ChangeTracker.Clear();
        return (_db, _rows!);
    }

    /// <summary>Closes the connection; an open transaction is rolled back by that.</summary>
    public async Task DropAsync()
    {
        var (connection, db) = (_connection, _db);
        (_connection, _db, _rows) = (null, null, null);
        if (connection is not null)
        {
            // First the connection: the context would only stumble over what is left of a transaction.
            await connection.DisposeAsync();
            await db!.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task OpenAsync(CancellationToken ct)
    {
        var connection = engine.CreateConnection();
        try
        {
            await connection.OpenAsync(ct);
            await engine.PrepareAsync(connection, ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        var context = new DbContextOptionsBuilder<RoomDbContext>();
        engine.Use(context, connection);
        var db = new RoomDbContext(context.AddInterceptors(_interceptors).Options);
        db.ChangeTracker.AutoDetectChangesEnabled = false;

        // One SaveChanges per transaction: there is nothing to go back to.
        db.Database.AutoSavepointsEnabled = false;
        var queue = new StatementQueue(connection, [.. _interceptors.OfType<IStatementInterceptor>()]);
        (_connection, _db, _rows) = (connection, db, new JournalRows(db, queue));
    }
}
