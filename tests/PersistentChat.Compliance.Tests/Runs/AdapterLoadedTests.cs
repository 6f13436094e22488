using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Runs;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class AdapterLoadedTests(Engine engine)
{
    private static readonly ComplianceAssembly Code = new("Words, Version=1.2.3.4", new string('a', 64));

    [Test]
    public async Task That_others_code_runs_is_an_event_once_for_each_process_before_that_code_exports_anything()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Words");
        var adapter = new Faulty();
        var recordedBefore = -1;
        adapter.Fault = async (slice, archive) =>
        {
            adapter.Fault = null;
            recordedBefore = (await world.Record.RecordAsync()).Count(row => row.Kind is ComplianceEventKind.AdapterLoaded);
            return await adapter.ExportAsync(slice, archive, CancellationToken.None);
        };
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        var lease = await world.TakeAsync("Words");
        var runner = world.Runner("Words", adapter, assembly: Code);
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        await world.Record.RecordAsync(Events.Batch(1, 4, 6));
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        Assert.That(await world.RunAsync(world.Runner("Words", assembly: Code), lease), Is.Null, "as another process has it");

        Assert.That(recordedBefore, Is.EqualTo(1));
        var archived = world.Lines("Words").Select(line => JsonSerializer.Deserialize(line, ComplianceJson.Default.ComplianceEvent)!).ToList();
        var loaded = archived.Where(happened => happened.Kind is ComplianceEventKind.AdapterLoaded).ToList();
        Assert.That(loaded.Select(happened => (happened.Text, happened.Assembly)), Is.EqualTo(new[] { ("Words", Code), ("Words", Code) }));
        Assert.That(
            archived.Where(happened => happened.Position.Epoch is 1).Select(happened => happened.Position.Number),
            Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(archived, Has.Count.EqualTo(8));
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
        Assert.That(world.Verify("Words").Findings, Is.Empty);
    }

    [Test]
    public async Task Of_built_in_code_and_by_who_lost_the_lease_nothing_is_recorded()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Words");
        var lost = await world.TakeAsync("Words");
        var lease = await RecorderWorld.Office(world.Record.Database, duration: TimeSpan.FromMilliseconds(300))
            .TakeAsync("adapter:Words", CancellationToken.None);
        Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync(world.Runner("Words", assembly: Code), lost));
        Assert.That(await world.RunAsync(world.Runner("Words"), lease), Is.Null);
        Assert.That(await world.Record.RecordAsync(), Is.Empty);
    }
}
