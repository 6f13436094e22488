using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Storage;

/// <summary>However far an earlier start got before it was killed, the next one opens the database.</summary>
public sealed class OpeningTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [TestCase("PRAGMA journal_mode=DELETE; VACUUM", Description = "there was a file, and no more")]
    [TestCase(
        "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); "
        + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-21')",
        Description = "it was in the middle of a migration")]
    public async Task What_a_killed_start_left_holds_up_no_later_one(string left)
    {
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("mgccomp.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = left;
            await command.ExecuteNonQueryAsync();
        }

        using var database = Database();
        await database.OpenAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(90));
        await using var db = database.CreateDbContext();
        Assert.That(db.Record.Count(), Is.Zero);
    }

    [Test]
    public async Task Recorder_and_adapters_of_one_process_may_open_it_at_the_same_time()
    {
        using var database = Database();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.OpenAsync(CancellationToken.None))))
            .WaitAsync(TimeSpan.FromSeconds(90));
        await using var db = database.CreateDbContext();
        Assert.That(db.Record.Count(), Is.Zero);
    }

    private ComplianceDatabase Database() => new(Options.Create(new ComplianceStoreOptions
    {
        ConnectionString = $"Data Source={_folder.File("mgccomp.db")}",
    }));
}
