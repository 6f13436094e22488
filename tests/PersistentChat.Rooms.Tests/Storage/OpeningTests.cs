using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

[EveryEngine]
public sealed class OpeningTests
{
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
    public async Task An_old_schema_is_named_when_the_server_may_not_migrate()
    {
        await using var pool = TestPool.CreateBare();
        var why = Assert.ThrowsAsync<StoreException>(() => pool.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain("_Initial").And.Contain(pool.Engine.Script));
    }
}
