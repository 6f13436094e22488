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
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_try_advisory_lock({Key})";
            if (await command.ExecuteScalarAsync(ct) is true)
            {
                return new AdvisoryLock(connection);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
