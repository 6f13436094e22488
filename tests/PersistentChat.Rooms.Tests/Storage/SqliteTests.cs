using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What only SQLite needs: a lock beside its file, settings of every connection, a log that this process empties.</summary>
public sealed class SqliteTests
{
    private const int SqliteInterrupt = 9;

    [Test]
    public async Task A_reader_that_would_not_end_is_ended_and_its_connection_reads_on()
    {
        await using var pool = await TestPool.StartAsync(null, ("Store:BusyTimeoutSeconds", "1"));
        await using var db = pool.Read();
        await db.Database.OpenConnectionAsync();
        var endless = db.Database.SqlQueryRaw<long>(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS Value FROM n");
        var ended = Assert.ThrowsAsync<SqliteException>(() => endless.SingleAsync());
        Assert.That(ended!.SqliteErrorCode, Is.EqualTo(SqliteInterrupt));
        Assert.That(await db.People.CountAsync(), Is.Zero);

        // What is no reading takes as long as it takes, also after the time of the last reading.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await db.Database.ExecuteSqlAsync($"CREATE TEMP TABLE Numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT i FROM n");
    }

    [Test]
    public async Task The_log_grows_only_while_somebody_reads_what_was_and_that_can_be_seen()
    {
        await using var pool = await TestPool.StartAsync(null, ("Rooms:MessageLength", "100000"));
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        var dialog = await pool.JoinAsync(ann, room);
        long before, held;
        await using (var reader = new SqliteConnection($"Data Source={Path.Combine(pool.Folder, "mgc.db")};Pooling=False"))
        {
            await reader.OpenAsync();
            await using var snapshot = reader.BeginTransaction(deferred: true);
            await using var read = reader.CreateCommand();
            (read.Transaction, read.CommandText) = (snapshot, "SELECT count(*) FROM Messages");
            await read.ExecuteScalarAsync();
            await PostMuchAsync(pool, ann, dialog, room);
            before = LogSize();
            await PostMuchAsync(pool, ann, dialog, room);
            held = LogSize();
        }

        // More than a checkpoint takes: it can only be that much because it could not be emptied.
        Assert.That(held - before, Is.GreaterThan(4_096_000));
        for (var i = 0; i < 4; i++)
        {
            await PostMuchAsync(pool, ann, dialog, room);
        }

        Assert.That(LogSize(), Is.LessThan(held + (2 * (held - before))), "used again from its beginning");
    }

    [Test]
    public async Task A_second_server_on_the_same_database_is_refused_and_told_by_whom()
    {
        using var folder = new TempFolder();
        await using var first = await TestPool.StartAsync(folder.Path);
        await using var second = TestPool.Create(folder.Path);
        var why = Assert.ThrowsAsync<StoreException>(() => second.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain("mgc.db").And.Contain($"process {Environment.ProcessId}"));
        await first.PersonAsync("ann");
    }

    [Test]
    public async Task Every_connection_is_durable_and_checks_references()
    {
        await using var pool = await TestPool.StartAsync();
        await using var db = pool.Read();
        await db.Database.OpenConnectionAsync();
        Assert.That(() => SqliteSettings.Verify(db.Database.GetDbConnection()), Throws.Nothing);
    }

    [Test]
    public async Task A_connection_that_is_not_durable_is_refused_by_name()
    {
        await using var pool = await TestPool.StartAsync();
        await using var db = pool.Read();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF");
        Assert.That(
            () => SqliteSettings.Verify(db.Database.GetDbConnection()),
            Throws.InstanceOf<StoreException>().With.Message.Contains("synchronous"));
    }

    [Test]
    public async Task A_start_that_was_killed_in_the_middle_of_a_migration_holds_up_no_later_one()
    {
        using var folder = new TempFolder();
        await using (var left = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "mgc.db")};Pooling=False"))
        {
            await left.OpenAsync();
            await using var command = left.CreateCommand();
            command.CommandText = "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); "
                + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-21')";
            await command.ExecuteNonQueryAsync();
        }

        await using var pool = TestPool.Create(folder.Path);
        await pool.Journal.StartAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(90));
        await pool.PersonAsync("ann");
    }

    private static long LogSize()
    {
        var size = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument is { Meter.Name: StoreMetrics.MeterName, Name: StoreMetrics.LogSize })
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => size += bytes);
        listener.Start();
        listener.RecordObservableInstruments();
        return size;
    }

    private static async Task PostMuchAsync(TestPool pool, Person author, TestEndpoint dialog, Room room)
    {
        var text = new string('x', 100_000);
        var posts = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => pool.PostAsync(author, dialog, room, text)));
        Assert.That(posts.Select(post => post.Refusal), Is.All.Null);
    }
}
