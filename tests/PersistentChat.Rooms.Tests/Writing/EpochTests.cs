using Microsoft.Data.Sqlite;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>A position is used once, whatever was restored from a backup in between.</summary>
public sealed class EpochTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Every_start_begins_an_epoch_that_says_where_the_last_one_ended()
    {
        await LiveAsync();
        await LiveAsync();
        var events = await LiveAsync();
        EventStory.AssertWhole(events);
        Assert.That(events.Count(e => e.Kind is ComplianceEventKind.JournalStarted), Is.EqualTo(3));
    }

    [Test]
    public async Task A_start_without_compliance_begins_no_epoch_and_writes_nothing()
    {
        var before = await LiveAsync();
        await using (var off = await TestPool.StartAsync(_folder.Path))
        {
            await off.PersonAsync("two");
            Assert.That(await off.EventsAsync(), Has.Count.EqualTo(before.Count));
        }

        EventStory.AssertWhole(await LiveAsync());
    }

    [TestCase(0)]
    [TestCase(-3600, Description = "the clock went back")]
    public async Task After_a_restored_backup_no_position_is_used_again(int seconds)
    {
        await LiveAsync();
        var file = Path.Combine(_folder.Path, "mgc.db");

        // Everything is in the one file only when nobody has it open, and readers' connections stay open in their pool.
        SqliteConnection.ClearAllPools();
        File.Copy(file, file + ".backup");
        await LiveAsync();
        var lost = await LiveAsync();
        SqliteConnection.ClearAllPools();
        Assert.That(File.Exists(file + "-wal"), Is.False);
        File.Copy(file + ".backup", file, overwrite: true);
        var events = await LiveAsync(seconds);

        EventStory.AssertWhole(events);
        var used = lost.ToDictionary(e => e.Position, e => e.Id);
        foreach (var happened in events.Where(e => used.ContainsKey(e.Position)))
        {
            Assert.That(used[happened.Position], Is.EqualTo(happened.Id), "the same position is the same event");
        }

        Assert.That(events.Count(e => !used.ContainsKey(e.Position)), Is.EqualTo(2), "the start and what came after it");
    }

    [Test]
    public async Task An_epoch_that_could_not_be_begun_is_begun_by_the_next_start()
    {
        await LiveAsync();
        await using (var broken = TestPool.Create(_folder.Path, ("Compliance:Mode", "On")))
        {
            broken.Saboteur.Target = "INSERT INTO \"Outbox\"";
            broken.Saboteur.FailCommands = 1;
            Assert.That(
                async () => await broken.Journal.StartAsync(CancellationToken.None),
                Throws.InstanceOf<Store.StoreException>());
        }

        var events = await LiveAsync();
        EventStory.AssertWhole(events);
        Assert.That(events.Count(e => e.Kind is ComplianceEventKind.JournalStarted), Is.EqualTo(2));
    }

    // One life of a server, in which one thing is recorded.
    private async Task<IReadOnlyList<ComplianceEvent>> LiveAsync(int seconds = 0)
    {
        await using var pool = TestPool.Create(_folder.Path, ("Compliance:Mode", "On"));
        pool.Clock.Now += TimeSpan.FromSeconds(seconds);
        await pool.Journal.StartAsync(CancellationToken.None);
        await pool.CategoryAsync();
        return await pool.EventsAsync();
    }
}
