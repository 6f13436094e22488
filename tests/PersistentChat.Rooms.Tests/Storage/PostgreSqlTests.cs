using Microsoft.EntityFrameworkCore;
using Npgsql;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;
using TempFolder = PersistentChat.Rooms.Tests.World.TempFolder;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What only PostgreSQL has: another lock, settings that lose data, commits that outlive their connection.</summary>
public sealed class PostgreSqlTests
{
    private string _connection = "";

    [SetUp]
    public async Task CreateDatabaseAsync()
    {
        var server = await Servers.PostgresAsync();
        _connection = server.ConnectionString(await server.CreateDatabaseAsync()) + ";Timeout=60;Pooling=false";
    }

    [Test]
    public async Task A_second_server_on_the_same_database_is_refused_and_told_by_whom()
    {
        await using var first = await StartAsync();
        await using var second = Create();
        var why = Assert.ThrowsAsync<StoreException>(() => second.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain("on 127.0.0.1").And.Contain($"process {Environment.ProcessId}"));
        await first.PersonAsync("ann");
        await first.Journal.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_server_that_lost_its_connections_is_followed_at_once_and_writes_nothing_more()
    {
        await using var first = await StartAsync();
        await first.PersonAsync("ann");

        // As when it is killed, or its network fails: the server ends what is left of its sessions.
        await SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await Eventually.HoldsAsync(
            async () => await SqlAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") is 0L,
            () => "the lock is still held");
        await using var second = await StartAsync();
        await second.PersonAsync("bob");

        // One command may only find out that its connection is gone; the next one finds out whose database it is now.
        Assert.ThrowsAsync<JournalStoppedException>(async () =>
        {
            await first.RefusalOfAsync(new CreatePerson(new Person(Guid.NewGuid(), "sip:carol@example.com", "carol", null, true)));
            await first.PersonAsync("dave");
        });
        Assert.That(await SqlAsync("SELECT string_agg(\"Uri\", ' ' ORDER BY \"Uri\") FROM \"People\""), Is.EqualTo("sip:ann@example.com sip:bob@example.com"));
    }

    [Test]
    public async Task A_database_that_may_forget_commits_is_refused_by_the_settings_name_unless_that_is_accepted()
    {
        await SqlAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");
        await RefusedThenAcceptedAsync("synchronous_commit");
    }

    [Test]
    public async Task A_server_that_does_not_sync_is_refused_by_the_settings_name_unless_that_is_accepted()
    {
        try
        {
            await SetFsyncAsync("off");
            await RefusedThenAcceptedAsync("fsync");
        }
        finally
        {
            await SetFsyncAsync("on");
        }
    }

    [Test]
    public async Task A_commit_under_way_is_waited_for_before_its_outcome_is_told()
    {
        await using (var pool = await StartAsync())
        {
            await pool.PersonAsync("ann");
        }

        await using var committing = new NpgsqlConnection(_connection);
        await committing.OpenAsync();
        await using var transaction = await committing.BeginTransactionAsync();
        await using var update = new NpgsqlCommand("UPDATE \"Writer\" SET \"Batch\" = 4711", committing, transaction);
        await update.ExecuteNonQueryAsync();

        var engine = new PostgreSqlEngine(new StoreOptions { Provider = StoreProvider.PostgreSql, ConnectionString = _connection });
        var context = new DbContextOptionsBuilder<RoomDbContext>();
        engine.Use(context);
        await using var db = new RoomDbContext(context.Options);
        var read = engine.SettledWriter(db).SingleAsync();
        await Eventually.HoldsAsync(
            async () => await SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 1L,
            () => "nobody waits");
        await transaction.CommitAsync();
        Assert.That((await read).Batch, Is.EqualTo(4711));
    }

    [Test]
    public void An_engine_without_a_connection_string_is_refused()
    {
        using var folder = new TempFolder();
        var why = Assert.Throws<StoreException>(() => _ = TestPool.Create(folder.Path, ("Store:Provider", "PostgreSql")).Journal);
        Assert.That(why!.Message, Does.Contain("Store:ConnectionString"));
    }

    private async Task RefusedThenAcceptedAsync(string setting)
    {
        await using (var careful = Create())
        {
            var why = Assert.ThrowsAsync<StoreException>(() => careful.Journal.StartAsync(CancellationToken.None));
            Assert.That(why!.Message, Does.Contain($"{setting}=off").And.Contain("Store:AllowDataLoss"));
        }

        await using var careless = Create(("Store:AllowDataLoss", "true"));
        await careless.Journal.StartAsync(CancellationToken.None);
        await careless.PersonAsync("ann");
    }

    private async Task SetFsyncAsync(string value)
    {
        await SqlAsync($"ALTER SYSTEM SET fsync = {value}");
        await SqlAsync("SELECT pg_reload_conf()");
        await Eventually.HoldsAsync(async () => await SqlAsync("SHOW fsync") is string now && now == value, () => "fsync stays as it is");
    }

    private async Task<object?> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private TestPool Create(params (string Key, string Value)[] more) => TestPool.Create(
        null, [("Store:Provider", "PostgreSql"), ("Store:ConnectionString", _connection), .. more]);

    private async Task<TestPool> StartAsync()
    {
        var pool = Create();
        await pool.Journal.StartAsync(CancellationToken.None);
        return pool;
    }
}
