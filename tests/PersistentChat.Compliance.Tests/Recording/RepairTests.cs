using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Tests.Runs;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Recording;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class RepairTests(Engine engine)
{
    private static readonly EventPosition Broken = new(1, 2);

    [Test]
    public async Task What_an_operator_says_of_an_unreadable_event_is_a_new_event_that_refers_to_it_and_is_archived()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var record = world.Record;
        await record.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{"), Events.Raw(1, 3, "[")));
        var (runner, lease) = (world.Runner("Lines"), await world.TakeAsync("Lines"));
        Assert.That(await world.RunAsync(runner, lease), Is.Null);

        var found = await Of(record).FindAsync(CancellationToken.None);
        Assert.That(found.Select(unreadable => unreadable.Position), Is.EqualTo(new[] { Broken, new EventPosition(1, 3) }));
        Assert.That(found[0].Bytes.ToArray(), Is.EqualTo("{"u8.ToArray()));
        Assert.That(await Of(record).RepairAsync(Broken, "a join of Bob", CancellationToken.None), Is.Null);
        Assert.That((await record.HealthAsync()).Unreadable, Is.EqualTo(1), "nobody has said anything of the other");

        // The server goes on in its epoch meanwhile, as if there had been nothing.
        await record.RecordAsync(Events.Batch(1, 4, 5));
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        var archived = world.Lines("Lines").Select(line => JsonSerializer.Deserialize(line, ComplianceJson.Default.ComplianceEvent)!).ToList();
        Assert.That(
            archived.Select(happened => happened.Kind),
            Is.EquivalentTo(new[]
            {
                ComplianceEventKind.Chat, ComplianceEventKind.Gap, ComplianceEventKind.Gap, ComplianceEventKind.Chat,
                ComplianceEventKind.Chat, ComplianceEventKind.Repair,
            }));
        var repair = archived.Single(happened => happened.Kind is ComplianceEventKind.Repair);
        Assert.That((repair.RepairOf, repair.Text, repair.Position.Number), Is.EqualTo(((EventPosition?)Broken, "a join of Bob", 1L)));
        Assert.That(await record.TransitAsync(), Is.Empty);
        Assert.That(world.Verify("Lines").Findings, Is.Empty);
    }

    [Test]
    public async Task A_restored_database_that_lacks_a_repair_does_not_go_on_in_an_archive_that_has_it()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var (runner, lease) = (world.Runner("Lines"), await world.TakeAsync("Lines"));
        await world.Record.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{")));
        await world.RunAsync(runner, lease);
        await Of(world.Record).RepairAsync(Broken, "a join of Bob", CancellationToken.None);
        await world.RunAsync(runner, lease);
        await world.ForgetSlicesAfterAsync("Lines", 1);
        await using (var db = world.Record.Database.CreateDbContext())
        {
            await db.Record.Where(r => r.Epoch != 1).ExecuteDeleteAsync();
            await db.Watermarks.Where(w => w.Epoch != 1).ExecuteDeleteAsync();
        }

        await world.Record.RecordAsync(Events.Batch(1, 3, 4));
        Assert.That(await world.RunAsync(runner, lease), Is.Not.Null);
        Assert.That(world.Status("Lines"), Has.Property("IsParked").True.And.Property("Trouble").Contains("with other bytes"));
        Assert.That(await world.Record.TransitAsync(), Has.Count.EqualTo(2), "nothing is lost by it");
    }

    [Test]
    public async Task Two_who_repair_the_same_at_once_say_it_once()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{")));
        var said = await Task.WhenAll(Enumerable.Range(1, 4).Select(
            number => Task.Run(() => Of(world).RepairAsync(Broken, $"by number {number}", CancellationToken.None))));
        Assert.That(said.Count(refusal => refusal is null), Is.EqualTo(1));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(3));
        Assert.That((await world.HealthAsync()).IsGood, Is.True);
    }

    [TestCase(1, Description = "it can be read")]
    [TestCase(3, Description = "it was given up as lost: nobody can know")]
    [TestCase(9, Description = "it is not there")]
    public async Task Only_what_came_and_cannot_be_read_is_repaired(long number)
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{")));
        world.Options.AcceptGapBefore = "1/4";
        await world.RecordAsync(Events.Batch(1, 4, 4));
        Assert.That(
            await Of(world).RepairAsync(new EventPosition(1, number), "something", CancellationToken.None), Does.StartWith($"1/{number} is no event"));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Nothing_said_or_too_much_is_no_repair()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{")));
        Assert.ThrowsAsync<ArgumentException>(() => Of(world).RepairAsync(Broken, " ", CancellationToken.None));
        Assert.ThrowsAsync<ArgumentException>(
            () => Of(world).RepairAsync(Broken, new string('x', Repairs.TextLength + 1), CancellationToken.None));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(2));
    }

    private static Repairs Of(RecorderWorld world) =>
        new(world.Database, world.Recorder, RecorderWorld.Office(world.Database), TimeProvider.System);
}
