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
    private DbContextOptions<RoomDbContext>? _contextOptions;

    /// <summary>What is done on it is measured.</summary>
    public StoreMetrics Metrics => metrics;

    /// <summary>A context for one piece of work; nothing is tracked but what is added.</summary>
    public async Task<RoomDbContext> CreateContextAsync(CancellationToken ct)
    {
        if (_connection is null)
        {
            await OpenAsync(ct);
        }

        var db = new RoomDbContext(_contextOptions!);
        db.ChangeTracker.AutoDetectChangesEnabled = false;

        // One SaveChanges per transaction: there is nothing to go back to.
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    /// <summary>Closes the connection; an open transaction is rolled back by that.</summary>
    public async Task DropAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
        {
            await connection.DisposeAsync();
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
        _contextOptions = context.AddInterceptors(_interceptors).Options;
        _connection = connection;
    }
}
