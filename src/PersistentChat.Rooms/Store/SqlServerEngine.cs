using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// SQL Server: what is committed is on its disk, and readers do not wait for the writer, or the server does not start.
/// </summary>
internal sealed class SqlServerEngine(StoreOptions options) : IStoreEngine
{
    private const string Migrations = "PersistentChat.Migrations.SqlServer";

    private const byte ForcedDelayedDurability = 2;

    private readonly SqlConnectionStringBuilder _connection = new(options.ConnectionString)
    {
        CommandTimeout = options.BusyTimeoutSeconds,
    };

    /// <summary>Whether this build has what SQL Server's client needs to work; Directory.Build.props says why it may not.</summary>
    public static bool HasClient =>
#if FULL_SQLCLIENT
        true;
#else
        false;
#endif

    public string Database => $"{_connection.InitialCatalog} on {_connection.DataSource}";

    public string Script => "mgc.sqlserver.sql";

    public void Use(DbContextOptionsBuilder context) =>
        context.UseSqlServer(_connection.ToString(), server => server.MigrationsAssembly(Migrations));

    public void Use(DbContextOptionsBuilder context, DbConnection connection) =>
        context.UseSqlServer(connection, server => server.MigrationsAssembly(Migrations));

    // A migration may take as long as it must. A connection that was lost is not to come back by itself: the journal has to
    // know of it, and a lock is gone with it.
    public DbConnection CreateConnection() => new SqlConnection(
        new SqlConnectionStringBuilder(_connection.ToString()) { Pooling = false, CommandTimeout = 0, ConnectRetryCount = 0 }
            .ToString());

    public async Task PrepareAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SET XACT_ABORT ON; SELECT is_read_committed_snapshot_on, delayed_durability FROM sys.databases WHERE database_id = DB_ID()";
        await using var settings = await command.ExecuteReaderAsync(ct);
        await settings.ReadAsync(ct);
        if (!settings.GetBoolean(0))
        {
            throw new StoreException(
                $"SQL Server runs with READ_COMMITTED_SNAPSHOT off on {Database}: the writer and who reads would wait for "
                + $"each other. Run ALTER DATABASE [{_connection.InitialCatalog}] SET READ_COMMITTED_SNAPSHOT ON");
        }

        if (settings.GetByte(1) is ForcedDelayedDurability && !options.AllowDataLoss)
        {
            throw new StoreException(
                $"SQL Server runs with DELAYED_DURABILITY=FORCED on {Database}: what it has committed may be lost. Switch it "
                + "off, or accept that with Store:AllowDataLoss");
        }
    }

    public async Task<IAsyncDisposable?> TryLockAsync(CancellationToken ct) => await SessionLock.TryTakeAsync(
        CreateConnection(),
        $"""
        DECLARE @result int;
        EXEC @result = sp_getapplock @Resource = N'PChat', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = {SessionLock.Patience};
        SELECT CAST(CASE WHEN @result >= 0 THEN 1 ELSE 0 END AS bit);
        """,
        "EXEC sp_releaseapplock @Resource = N'PChat', @LockOwner = N'Session'",
        ct);

    // The connection that was lost may still be committing: its row lock is waited for.
    public IQueryable<WriterState> SettledWriter(RoomDbContext db) =>
        db.Writer.FromSql($"SELECT * FROM [Writer] WITH (UPDLOCK)").AsNoTracking();

    public Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct) =>
        SqlServerSearchIndex.FindAsync(db, search, ct);
}
