using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Ends what a reader asks after a time, as other engines do: a reader that goes on and on keeps the WAL from being
/// emptied. It fails with SQLITE_INTERRUPT.
/// </summary>
internal sealed class SqliteTimeLimit(TimeSpan limit) : DbCommandInterceptor
{
    // Not by its name: the compiler knows it with a newer SQLitePCLRaw than there is (SqliteBundle).
    private static readonly Func<SqliteConnection, sqlite3> HandleOf =
        typeof(SqliteConnection).GetProperty("Handle")!.GetMethod!.CreateDelegate<Func<SqliteConnection, sqlite3>>();

    // Some milliseconds of work.
    private const int Instructions = 100_000;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Start(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Start(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        // Whatever else the connection is used for has as long as it needs.
        raw.sqlite3_progress_handler(HandleOf((SqliteConnection)command.Connection!), 0, null, null);
        return result;
    }

    private void Start(DbCommand command)
    {
        var started = Stopwatch.GetTimestamp();
        var handle = HandleOf((SqliteConnection)command.Connection!);
        raw.sqlite3_progress_handler(handle, Instructions, _ => Stopwatch.GetElapsedTime(started) > limit ? 1 : 0, null);
    }
}
