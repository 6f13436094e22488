using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What lies in the database files, read past the server with plain SQL.</summary>
internal sealed record StoredPool(
    IReadOnlyList<HeardPost> Posts,
    IReadOnlyDictionary<Guid, long> LastIds,
    IReadOnlyList<ComplianceEvent> Recorded,
    IReadOnlyList<ComplianceEvent> Waiting,
    EventPosition LastPosition)
{
    /// <summary>
    /// Everything that happened: recorded, and behind that what still waits in the outbox. What was sent and not yet deleted
    /// there is in both.
    /// </summary>
    public IReadOnlyList<ComplianceEvent> Events { get; } =
        [.. Recorded, .. Waiting.ExceptBy(Recorded.Select(happened => happened.Id), happened => happened.Id)];

    /// <param name="folder">The data folder of a server that does not run, or at least does nothing.</param>
    public static StoredPool Read(string folder)
    {
        using var record = Open(Path.Combine(folder, "mgccomp.db"));
        AssertSound(record);
        return Read(folder, ReadEvents(record, "Record"));
    }

    /// <summary>The same, of a server whose record is elsewhere.</summary>
    public static StoredPool Read(string folder, IReadOnlyList<ComplianceEvent> recorded)
    {
        using var chat = Open(Path.Combine(folder, "mgc.db"));
        AssertSound(chat);
        return new StoredPool(
            Query(
                chat,
                "SELECT m.RoomId, m.ChatId, p.Uri, m.At, m.Text FROM Messages m JOIN People p ON p.Id = m.AuthorId "
                + "ORDER BY m.RoomId, m.ChatId",
                row => new HeardPost(
                    row.GetGuid(0), row.GetInt64(1), row.GetString(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
                    row.GetString(4))),
            Query(chat, "SELECT Id, LastChatId FROM Rooms", row => (Id: row.GetGuid(0), Last: row.GetInt64(1)))
                .ToDictionary(room => room.Id, room => room.Last),
            recorded,
            ReadEvents(chat, "Outbox"),
            Query(chat, "SELECT Epoch, EventNumber FROM Writer", row => new EventPosition(row.GetInt64(0), row.GetInt64(1)))
                .Single());
    }

    /// <summary>The file of the chat database, and of the record.</summary>
    public const string Chat = "mgc.db", Record = "mgccomp.db";

    /// <summary>Writes a database of a folder into one file, as an operator's backup does.</summary>
    public static void Backup(string folder, string file, string name = Chat)
    {
        using var database = Open(Path.Combine(folder, name));
        using var command = database.CreateCommand();
        command.CommandText = $"VACUUM INTO '{file}'";
        command.ExecuteNonQuery();
    }

    /// <summary>Puts a backup in the place of a database of a server that does not run.</summary>
    public static void Restore(string file, string folder, string name = Chat)
    {
        foreach (var part in Directory.GetFiles(folder, $"{name}*"))
        {
            File.Delete(part);
        }

        File.Copy(file, Path.Combine(folder, name));
    }

    /// <summary>The record of a server that runs, as far as it has come. Empty: it has not been begun.</summary>
    public static IReadOnlyList<ComplianceEvent> ReadRecord(string folder)
    {
        var file = Path.Combine(folder, "mgccomp.db");
        if (!File.Exists(file))
        {
            return [];
        }

        using var record = Open(file);
        return Query(record, "SELECT 1 FROM sqlite_master WHERE name = 'Record'", row => row.GetInt64(0)).Count is 0
            ? []
            : ReadEvents(record, "Record");
    }

    /// <summary>Events of a record that were given up: there is a mark for each.</summary>
    public static long CountLost(string folder)
    {
        using var record = Open(Path.Combine(folder, Record));
        return Query(record, "SELECT COUNT(*) FROM Record WHERE length(Event) = 0", row => row.GetInt64(0)).Single();
    }

    /// <summary>Events of a record that some adapter has not exported yet.</summary>
    public static long CountTransit(string folder)
    {
        using var record = Open(Path.Combine(folder, "mgccomp.db"));
        return Query(record, "SELECT COUNT(*) FROM Transit", row => row.GetInt64(0)).Single();
    }

    /// <summary>Where the journal of a server that runs is.</summary>
    public static EventPosition LastPositionOf(string folder)
    {
        using var chat = Open(Path.Combine(folder, "mgc.db"));
        return Query(chat, "SELECT Epoch, EventNumber FROM Writer", row => new EventPosition(row.GetInt64(0), row.GetInt64(1))).Single();
    }

    /// <summary>Where the record of a server that runs is. (0, 0): there is none yet.</summary>
    public static EventPosition LastRecordedOf(string folder)
    {
        using var record = Open(Path.Combine(folder, Record));
        return Query(
            record,
            "SELECT Epoch, Number FROM Record ORDER BY Epoch DESC, Number DESC LIMIT 1",
            row => new EventPosition(row.GetInt64(0), row.GetInt64(1))).SingleOrDefault();
    }

    /// <summary>Whether the record has come to where the journal is, in the folder of a server that runs.</summary>
    public static bool IsAllRecorded(string folder)
    {
        using var chat = Open(Path.Combine(folder, "mgc.db"));
        using var record = Open(Path.Combine(folder, "mgccomp.db"));
        var last = Query(chat, "SELECT Epoch, EventNumber FROM Writer", row => (row.GetInt64(0), row.GetInt64(1))).Single();
        return Query(record, "SELECT Epoch, Number FROM Watermarks", row => (row.GetInt64(0), row.GetInt64(1))).Contains(last);
    }

    private static void AssertSound(SqliteConnection database) =>
        Assert.That(Query(database, "PRAGMA integrity_check", row => row.GetString(0)), Is.EqualTo(["ok"]));

    private static SqliteConnection Open(string file)
    {
        // Prepares SQLite for whatever version of its bundle is there; see PersistentChat.Rooms/Store/SqliteBundle.cs.
        RuntimeHelpers.RunModuleConstructor(typeof(RoomsOptions).Module.ModuleHandle);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static List<ComplianceEvent> ReadEvents(SqliteConnection connection, string table) =>
        Query(connection, $"SELECT Epoch, Number, Event FROM {table} WHERE length(Event) > 0 ORDER BY Epoch, Number", ReadEvent);

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
