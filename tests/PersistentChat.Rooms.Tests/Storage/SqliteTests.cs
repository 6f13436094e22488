using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What only SQLite needs: a log that this process empties, and readers that end.</summary>
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
