using System.Data;
using System.Data.Common;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// A lock of a database server's on a database, held by a connection of its own: it goes with the process however that ends.
/// Should only this connection be lost, another server can take the database over; this one then commits nothing more,
/// because the writer's row is not its own.
/// </summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private const int CommandTimeoutSeconds = 60;

    private readonly DbConnection _connection;
    private readonly string _release;

    private SessionLock(DbConnection connection, string release) => (_connection, _release) = (connection, release);

    /// <summary>
    /// How long to wait for a process that has just died, in milliseconds: its session ends a moment after it.
    /// </summary>
    public static int Patience => 3000;

    /// <summary>Null: another process (or another journal in this one) holds it.</summary>
    /// <param name="connection">Not open, from no pool; it becomes this lock's.</param>
    /// <param name="take">SQL that takes the lock for the session and answers whether it was had.</param>
    /// <param name="release">SQL that gives it back.</param>
    public static async Task<SessionLock?> TryTakeAsync(
        DbConnection connection, string take, string release, CancellationToken ct)
    {
        var held = new SessionLock(connection, release);
        var isTaken = false;
        try
        {
            await connection.OpenAsync(ct);
            isTaken = await held.RunAsync(take, ct) is true;
            return isTaken ? held : null;
        }
        finally
        {
            if (!isTaken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection.State is ConnectionState.Open)
            {
                // The session may end later than this; whoever comes next is not to wait for that.
                await RunAsync(_release, CancellationToken.None);
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

    private async Task<object?> RunAsync(string sql, CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = CommandTimeoutSeconds;
        return await command.ExecuteScalarAsync(ct);
    }
}
