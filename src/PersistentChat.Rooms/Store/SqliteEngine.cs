using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Rooms.Store;

/// <summary>SQLite: a file, and a lock of the operating system beside it.</summary>
internal sealed class SqliteEngine(StoreOptions options) : IStoreEngine
{
    private const string Migrations = "PersistentChat.Migrations.Sqlite";

    private readonly SqliteSettings _settings = new(options);
    private readonly SqliteTimeLimit _timeLimit = new(TimeSpan.FromSeconds(options.BusyTimeoutSeconds));

    public string Database => options.DatabaseFile;

    public string Script => "mgc.sqlite.sql";

    public long? LogSize => new FileInfo(options.DatabaseFile + "-wal") is { Exists: true } wal ? wal.Length : 0;

    public void Use(DbContextOptionsBuilder context) => context
        .UseSqlite(options.Sqlite.ToString(), sqlite => sqlite.MigrationsAssembly(Migrations))
        .AddInterceptors(_settings, _timeLimit);

    public void Use(DbContextOptionsBuilder context, DbConnection connection) =>
        context.UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(Migrations));

    public DbConnection CreateConnection() => new SqliteConnection(
        new SqliteConnectionStringBuilder(options.Sqlite.ToString()) { Pooling = false }.ToString());

    public Task PrepareAsync(DbConnection connection, CancellationToken ct)
    {
        _settings.Apply(connection, isWriter: true);
        SqliteSettings.Verify(connection);
        return Task.CompletedTask;
    }

    public Task<IAsyncDisposable?> TryLockAsync(CancellationToken ct)
    {
        PrivateFiles.MakeFolder(Path.GetDirectoryName(options.DatabaseFile)!);
        return Task.FromResult<IAsyncDisposable?>(DatabaseLock.TryTake(options.DatabaseFile));
    }

    // One writer at a time, and what it has not committed is gone with its connection.
    public IQueryable<WriterState> SettledWriter(RoomDbContext db) => db.Writer.AsNoTracking();

    public Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct) =>
        SqliteSearchIndex.FindAsync(db, search, ct);
}
