using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PersistentChat.Rooms.Store;

/// <summary>PostgreSQL: what is committed is on its disk, or the server does not start.</summary>
internal sealed class PostgreSqlEngine(StoreOptions options) : IStoreEngine
{
    private const string Migrations = "PersistentChat.Migrations.PostgreSql";

    /// <summary>How Messages are indexed for searching (migration <c>Initial</c>); the room counts as a term.</summary>
    private const string Terms = "(string_to_array(\"Terms\", ' ') || \"RoomId\"::text)";

    /// <summary>"PChat", as a number; advisory locks belong to a database.</summary>
    private const long LockKey = 0x5043686174;

    /// <summary>How many the journal's connection keeps prepared.</summary>
    private const int Statements = 32;

    private static readonly string[] Required = ["fsync", "synchronous_commit"];

    private readonly NpgsqlConnectionStringBuilder _connection = new(options.ConnectionString)
    {
        CommandTimeout = options.BusyTimeoutSeconds,
    };

    public string Database => $"{_connection.Database} on {_connection.Host}";

    public string Script => "mgc.postgresql.sql";

    public void Use(DbContextOptionsBuilder context) =>
        context.UseNpgsql(_connection.ToString(), npgsql => npgsql.MigrationsAssembly(Migrations));

    public void Use(DbContextOptionsBuilder context, DbConnection connection) =>
        context.UseNpgsql(connection, npgsql => npgsql.MigrationsAssembly(Migrations));

    // A migration may take as long as it must; readers are bounded by their own setting. And what the journal says again and
    // again is planned once: that is half of what it costs the engine.
    public DbConnection CreateConnection() => new NpgsqlConnection(
        new NpgsqlConnectionStringBuilder(_connection.ToString()) { Pooling = false, CommandTimeout = 0, MaxAutoPrepare = Statements }
            .ToString());

    public async Task PrepareAsync(DbConnection connection, CancellationToken ct)
    {
        if (options.AllowDataLoss)
        {
            return;
        }

        await using var command = connection.CreateCommand();
        foreach (var setting in Required)
        {
            command.CommandText = $"SHOW {setting}";
            if (await command.ExecuteScalarAsync(ct) is "off")
            {
                throw new StoreException(
                    $"PostgreSQL runs with {setting}=off on {Database}: what it has committed may be lost. Switch it on, "
                    + "or accept that with Store:AllowDataLoss");
            }
        }
    }

    public async Task<IAsyncDisposable?> TryLockAsync(CancellationToken ct)
    {
        // Keepalive: a server that has vanished from the network must not hold the database for ever, nor think it does.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_connection.ToString()) { Pooling = false, KeepAlive = 10, TcpKeepAlive = true }.ToString());
        try
        {
            return await SessionLock.TryTakeAsync(
                connection,
                $"SET lock_timeout = {SessionLock.Patience}; SELECT pg_advisory_lock({LockKey}) IS NOT NULL",
                $"SELECT pg_advisory_unlock({LockKey})",
                ct);
        }
        catch (PostgresException held) when (held.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    // The connection that was lost may still be committing: its row lock is waited for.
    public IQueryable<WriterState> SettledWriter(RoomDbContext db) =>
        db.Writer.FromSql($"SELECT * FROM \"Writer\" FOR UPDATE").AsNoTracking();

    public Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct)
    {
        string[][] sets = [.. search.Alternatives.Select(terms => (string[])[.. terms, search.Window.RoomId.ToString("D")])];
        var any = string.Join(" OR ", sets.Select((_, i) => $"{Terms} @> @set{i}"));
        var sql = $"""
            SELECT "ChatId" AS "Value" FROM "Messages"
            WHERE "RoomId" = @room AND "ChatId" BETWEEN @first AND @last AND "Terms" IS NOT NULL AND ({any})
            ORDER BY "ChatId" {search.Order} LIMIT @most
            """;
        object[] parameters =
        [
            new NpgsqlParameter("room", search.Window.RoomId),
            new NpgsqlParameter("first", search.Window.FirstId),
            new NpgsqlParameter("last", search.Window.LastId),
            new NpgsqlParameter("most", search.Most),
            .. sets.Select((set, i) => new NpgsqlParameter($"set{i}", set)),
        ];
        return db.Database.SqlQueryRaw<long>(sql, parameters).ToListAsync(ct);
    }
}
