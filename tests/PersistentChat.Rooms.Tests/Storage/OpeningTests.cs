using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

public sealed class OpeningTests
{
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
    public async Task A_server_that_was_killed_is_followed_at_once()
    {
        using var folder = new TempFolder();
        await using (var first = await TestPool.StartAsync(folder.Path))
        {
            await first.PersonAsync("ann");
        }

        // What a killed server leaves behind: a lease that still runs, and no lock.
        await using (var rest = TestPool.Create(folder.Path))
        {
            await using var db = rest.Read();
            var later = rest.Clock.Now.AddHours(1);
            await db.Writer.ExecuteUpdateAsync(w => w.SetProperty(x => x.LeaseUntil, later));
        }

        await using var second = await TestPool.StartAsync(folder.Path);
        Assert.That(second.Committed.People, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_lease_is_renewed_when_idle_and_given_back_at_the_end()
    {
        using var folder = new TempFolder();
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            await using var db = pool.Read();
            Assert.That((await db.Writer.SingleAsync()).LeaseUntil, Is.EqualTo(pool.Clock.Now.AddSeconds(30)));
            pool.Clock.Now += TimeSpan.FromSeconds(10);
            await pool.DoAsync(new Journal.RenewLease());
            await using var renewed = pool.Read();
            Assert.That((await renewed.Writer.SingleAsync()).LeaseUntil, Is.EqualTo(pool.Clock.Now.AddSeconds(30)));
        }

        await using var after = TestPool.Create(folder.Path);
        await using var given = after.Read();
        Assert.That((await given.Writer.SingleAsync()).LeaseUntil, Is.EqualTo(DateTimeOffset.MinValue));
    }

    [Test]
    public async Task A_database_keeps_its_id_and_another_has_another()
    {
        using var folder = new TempFolder();
        Guid id;
        await using (var first = await TestPool.StartAsync(folder.Path))
        {
            id = first.Committed.DatabaseId;
            Assert.That(first.Journal.IsRunning, Is.True);
            await first.Journal.StopAsync(CancellationToken.None);
            Assert.That(first.Journal.IsRunning, Is.False);
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        await using var other = await TestPool.StartAsync();
        Assert.That(again.Committed.DatabaseId, Is.EqualTo(id));
        Assert.That(other.Committed.DatabaseId, Is.Not.EqualTo(id).And.Not.EqualTo(Guid.Empty));
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
    public async Task An_old_schema_is_named_when_the_server_may_not_migrate()
    {
        await using var pool = TestPool.CreateBare();
        var why = Assert.ThrowsAsync<StoreException>(() => pool.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain("_Initial").And.Contain("mgc.sqlite.sql"));
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
}
