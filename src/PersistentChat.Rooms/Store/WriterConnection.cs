using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// The writer's own connection, not from the pool and never shared with readers. After any failure it is dropped,
/// whatever it was in the middle of, and the next context opens a new one.
/// </summary>
internal sealed class WriterConnection(StoreOptions options, IEnumerable<IInterceptor> interceptors) : IAsyncDisposable
{
    private readonly SqliteSettings _settings = new(options);
    private readonly IInterceptor[] _interceptors = [.. interceptors];
    private SqliteConnection? _connection;
    private DbContextOptions<RoomDbContext>? _contextOptions;

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
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(options.Sqlite.ToString())
        {
            Pooling = false,
        }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            _settings.Apply(connection);
            SqliteSettings.Verify(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _contextOptions = new DbContextOptionsBuilder<RoomDbContext>()
            .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(StoreServices.MigrationsAssembly))
            .AddInterceptors(_interceptors)
            .Options;
        _connection = connection;
    }
}
