using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// What every SQLite connection must have, set and checked whenever one opens: WAL, so that readers and the recorder do
/// not wait for each other; synchronous=FULL, so that committed means on the disk.
/// </summary>
internal sealed class SqliteSettings(ComplianceStoreOptions options) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode is SqliteOpenMode.ReadOnly)
        {
            // EF Core looks in this way whether there is a database; there is nothing to set in what may not write.
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={options.CommandTimeoutSeconds * 1000}; PRAGMA synchronous=FULL";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA journal_mode=WAL";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new ComplianceStoreException("SQLite cannot use WAL on the compliance database where it is");
        }
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
