using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What lies in the database file, read past the server with plain SQL.</summary>
internal sealed record StoredPool(
    IReadOnlyList<HeardPost> Posts,
    IReadOnlyDictionary<Guid, long> LastIds,
    IReadOnlyList<ComplianceEvent> Events,
    EventPosition LastPosition)
{
    public static StoredPool Read(string file)
    {
        // Prepares SQLite for whatever version of its bundle is there; see PersistentChat.Rooms/Store/SqliteBundle.cs.
        RuntimeHelpers.RunModuleConstructor(typeof(RoomsOptions).Module.ModuleHandle);
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        using var connection = new SqliteConnection(connectionString.ToString());
        connection.Open();
        Assert.That(Query(connection, "PRAGMA integrity_check", row => row.GetString(0)), Is.EqualTo(["ok"]));
        return new StoredPool(
            Query(
                connection,
                "SELECT m.RoomId, m.ChatId, p.Uri, m.At, m.Text FROM Messages m JOIN People p ON p.Id = m.AuthorId "
                + "ORDER BY m.RoomId, m.ChatId",
                row => new HeardPost(
                    row.GetGuid(0), row.GetInt64(1), row.GetString(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
                    row.GetString(4))),
            Query(connection, "SELECT Id, LastChatId FROM Rooms", row => (Id: row.GetGuid(0), Last: row.GetInt64(1)))
                .ToDictionary(room => room.Id, room => room.Last),
            Query(connection, "SELECT Epoch, Number, Event FROM Outbox ORDER BY Epoch, Number", ReadEvent),
            Query(connection, "SELECT Epoch, EventNumber FROM Writer", row => new EventPosition(row.GetInt64(0), row.GetInt64(1)))
                .Single());
    }

    private static ComplianceEvent ReadEvent(SqliteDataReader row)
    {
        var happened = JsonSerializer.Deserialize((byte[])row.GetValue(2), ComplianceJson.Default.ComplianceEvent)!;
        Assert.That(happened.Position, Is.EqualTo(new EventPosition(row.GetInt64(0), row.GetInt64(1))));
        return happened;
    }

    private static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
