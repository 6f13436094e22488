using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;
using TempFolder = PersistentChat.Rooms.Tests.World.TempFolder;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>
/// What engines that are servers have: a lock held by a session, settings that lose data, commits that outlive their
/// connection.
/// </summary>
[EveryEngine(ServersOnly = true)]
public sealed class DatabaseServerTests
{
    private TempFolder _folder = null!;

    private static bool IsPostgreSql => EveryEngineAttribute.Current is StoreProvider.PostgreSql;

    [SetUp]
    public void CreateFolder() => _folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task A_second_server_on_the_same_database_is_refused_and_told_by_whom()
    {
        await using var first = await TestPool.StartAsync(_folder.Path);
        await using var second = TestPool.Create(_folder.Path);
        var why = Assert.ThrowsAsync<StoreException>(() => second.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain(" on ").And.Contain($"process {Environment.ProcessId}"));
        await first.PersonAsync("ann");
        await first.Journal.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_server_that_lost_its_connections_is_followed_at_once_and_writes_nothing_more()
    {
        await using var first = await TestPool.StartAsync(_folder.Path);
        await first.PersonAsync("ann");

        // As when it is killed, or its network fails: the server ends what is left of its sessions.
        await SqlAsync(IsPostgreSql
            ? "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            : """
              DECLARE @kill nvarchar(max) = N'';
              SELECT @kill += CONCAT(N'KILL ', session_id, N';') FROM sys.dm_exec_sessions WHERE database_id = DB_ID() AND session_id <> @@SPID;
              EXEC(@kill);
              """);
        var locks = IsPostgreSql
            ? "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            : "SELECT count(*) FROM sys.dm_tran_locks WHERE resource_type = 'APPLICATION' AND resource_database_id = DB_ID()";
        await Eventually.HoldsAsync(async () => await CountAsync(locks) is 0, () => "the lock is still held");
        await using var second = await TestPool.StartAsync(_folder.Path);
        await second.PersonAsync("bob");

        // One command may only find out that its connection is gone; the next one finds out whose database it is now.
        Assert.ThrowsAsync<JournalStoppedException>(async () =>
        {
            await first.RefusalOfAsync(new CreatePerson(new Person(Guid.NewGuid(), "sip:carol@example.com", "carol", null, true)));
            await first.PersonAsync("dave");
        });
        Assert.That(await CountAsync("SELECT count(*) FROM \"People\" WHERE \"Uri\" IN ('sip:ann@example.com', 'sip:bob@example.com')"), Is.EqualTo(2));
        Assert.That(await CountAsync("SELECT count(*) FROM \"People\""), Is.EqualTo(2));
    }

    [Test]
    public async Task A_database_that_may_forget_commits_is_refused_by_the_settings_name_unless_that_is_accepted()
    {
        await SqlAsync(IsPostgreSql
            ? "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"
            : "ALTER DATABASE CURRENT SET DELAYED_DURABILITY = FORCED");
        await using (var careful = TestPool.Create(_folder.Path))
        {
            var why = Assert.ThrowsAsync<StoreException>(() => careful.Journal.StartAsync(CancellationToken.None));
            Assert.That(
                why!.Message,
                Does.Contain(IsPostgreSql ? "synchronous_commit=off" : "DELAYED_DURABILITY=FORCED").And.Contain("Store:AllowDataLoss"));
        }

        await using var careless = await TestPool.StartAsync(_folder.Path, ("Store:AllowDataLoss", "true"));
        await careless.PersonAsync("ann");
    }

    [Test]
    public async Task A_commit_under_way_is_waited_for_before_its_outcome_is_told()
    {
        await using var pool = await TestPool.StartAsync(_folder.Path);
        await pool.Journal.StopAsync(CancellationToken.None);
        await using var committing = Connect();
        await committing.OpenAsync();
        await using var transaction = await committing.BeginTransactionAsync();
        await using var update = committing.CreateCommand();
        (update.Transaction, update.CommandText) = (transaction, "UPDATE \"Writer\" SET \"Batch\" = 4711");
        await update.ExecuteNonQueryAsync();

        await using var db = pool.Read();
        var read = pool.Engine.SettledWriter(db).SingleAsync();
        var waiting = IsPostgreSql
            ? "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            : "SELECT count(*) FROM sys.dm_exec_requests WHERE database_id = DB_ID() AND blocking_session_id <> 0";
        await Eventually.HoldsAsync(async () => await CountAsync(waiting) is 1, () => "nobody waits");
        await transaction.CommitAsync();
        Assert.That((await read).Batch, Is.EqualTo(4711));
    }

    [Test]
    public async Task A_reader_that_would_not_end_is_ended()
    {
        await using (await TestPool.StartAsync(_folder.Path))
        {
            // For the schema, wherever there is no template.
        }

        await using var pool = TestPool.Create(_folder.Path, ("Store:BusyTimeoutSeconds", "1"));
        await using var db = pool.Read();
        var endless = db.Database.ExecuteSqlRawAsync(IsPostgreSql ? "SELECT pg_sleep(3600)" : "WAITFOR DELAY '01:00:00'");
        Assert.CatchAsync<DbException>(() => endless.WaitAsync(TimeSpan.FromMinutes(5)));
    }

    private async Task<object?> SqlAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private async Task<long> CountAsync(string sql) => Convert.ToInt64(await SqlAsync(sql), CultureInfo.InvariantCulture);

    private DbConnection Connect()
    {
        var connection = Servers.SettingsFor(_folder.Path, bare: false).Single(setting => setting.Key is "Store:ConnectionString").Value;
        var alone = $"{connection};Pooling=false";
        return IsPostgreSql ? new NpgsqlConnection(alone) : new SqlConnection(alone);
    }
}
