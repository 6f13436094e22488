using System.Data;
using System.Data.Common;
using Npgsql;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// A lock of PostgreSQL's on a database, held by a connection of its own: it goes with the process however that ends. Should
/// only this connection be lost, another server can take the database over; this one then commits nothing more, because
/// the writer's row is not its own.
/// </summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    /// <summary>"PChat", as a number; advisory locks belong to a database.</summary>
    private const long Key = 0x5043686174;

    /// <summary>For a process that has just died: its session ends a moment after it.</summary>
    private const int PatienceMilliseconds = 3000;

    private readonly NpgsqlConnection _connection;

    private AdvisoryLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Null: another process (or another journal in this one) holds it.</summary>
    public static async Task<AdvisoryLock?> TryTakeAsync(NpgsqlConnectionStringBuilder database, CancellationToken ct)
    {
        // Keepalive: a server that has vanished from the network must not hold the database for ever, nor think it does.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ToString()) { Pooling = false, KeepAlive = 10, TcpKeepAlive = true }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await RunAsync(connection, $"SET lock_timeout = {PatienceMilliseconds}", ct);
            await RunAsync(connection, $"SELECT pg_advisory_lock({Key})", ct);
            return new AdvisoryLock(connection);
        }
        catch (PostgresException held) when (held.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection.State is ConnectionState.Open)
            {
                // The session may end later than this; whoever comes next is not to wait for that.
                await RunAsync(_connection, $"SELECT pg_advisory_unlock({Key})", CancellationToken.None);
            }
        }
        catch (DbException)
        {
            // The connection is lost already, and the lock with it.
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(ct);
    }
}
