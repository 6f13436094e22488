using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// What every SQLite connection must have, set when it opens and checked at start: WAL, so that readers and the writer
/// do not wait for each other; synchronous=FULL, so that committed means on the disk; foreign keys. The writer alone brings
/// what is in the WAL to the database file (checkpoints), as it is the only one that makes it grow.
/// </summary>
internal sealed class SqliteSettings(StoreOptions options) : DbConnectionInterceptor
{
    private const string Set = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    // A checkpoint every 4 MB or so, as SQLite does by itself; and a WAL that a slow reader has let grow does not stay so.
    private const string Checkpoints = "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;";

    private const string NoCheckpoints = "PRAGMA wal_autocheckpoint=0;";

    private static readonly (string Pragma, string Expected)[] Required =
        [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Apply(connection, isWriter: false);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection, isWriter: false);
        return Task.CompletedTask;
    }

    public void Apply(DbConnection connection, bool isWriter)
    {
        using var command = connection.CreateCommand();

        // Already set in a pooled connection, but a pool does not say which it hands out.
        command.CommandText =
            $"PRAGMA busy_timeout={options.BusyTimeoutSeconds * 1000}; {Set} {(isWriter ? Checkpoints : NoCheckpoints)}";
        command.ExecuteNonQuery();
    }

    /// <exception cref="StoreException">The file system or the file does not allow what is required.</exception>
    public static void Verify(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        foreach (var (pragma, expected) in Required)
        {
            command.CommandText = $"PRAGMA {pragma}";
            var actual = Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
            if (actual != expected)
            {
                throw new StoreException($"SQLite runs with {pragma}={actual} on this database, it must be {expected}");
            }
        }
    }
}
