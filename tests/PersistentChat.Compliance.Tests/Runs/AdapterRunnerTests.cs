using System.Text.Json;
using PersistentChat.Compliance.Adapters.Actiance;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Tests.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Runs;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class AdapterRunnerTests(Engine engine)
{
    [Test]
    public async Task Everything_recorded_is_in_the_archive_once_in_order_and_transit_is_empty()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var runner = world.Runner("Lines", new Faulty { SliceLimit = 400 });
        var lease = await world.TakeAsync("Lines");
        await world.Record.RecordAsync(Events.Batch(1, 1, 500));
        await world.Record.RecordAsync(Events.Batch(1, 501, 1000));
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        await world.Record.RecordAsync(Events.Batch(2, 1, 3));
        Assert.That(await world.RunAsync(runner, lease), Is.Null);

        Assert.That(Positions(world), Is.EqualTo(Range(1, 1, 1000).Concat(Range(2, 1, 3))));
        Assert.That(world.Manifests("Lines").Select(manifest => manifest.Count), Is.EqualTo(new[] { 400, 400, 200, 3 }));
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
        Assert.That(world.Verify("Lines").Findings, Is.Empty);
        Assert.That(world.Status("Lines").Position, Is.EqualTo(new EventPosition(2, 3)));
    }

    [Test]
    public async Task A_run_that_finds_nothing_says_so_in_a_signed_head()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var runner = world.Runner("Lines");
        var lease = await world.TakeAsync("Lines");
        await world.RunAsync(runner, lease);
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        await world.RunAsync(runner, lease);
        await world.RunAsync(runner, lease);
        var seen = world.Verify("Lines");
        Assert.That(seen.Findings, Is.Empty);
        Assert.That((seen.Head!.Number, seen.Head.Slices), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task An_adapter_that_fails_is_tried_again_later_and_later_and_nothing_is_left_out([Values] bool throws)
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Bad");
        var adapter = new Faulty
        {
            Fault = (_, archive) =>
            {
                archive.Create(".jsonl").Content.Write("half"u8);
                return throws ? throw new IOException("The disk is full") : Task.FromResult(AdapterResult.Retry("The disk is full"));
            },
        };
        var runner = world.Runner("Bad", adapter);
        var lease = await world.TakeAsync("Bad");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        var waits = new List<TimeSpan?>();
        for (var attempt = 1; attempt <= AdapterRunner.Attempts; attempt++)
        {
            Assert.That(world.Board.All.Any(state => state.IsParked), Is.False);
            waits.Add(await world.RunAsync(runner, lease));
        }

        Assert.That(waits, Is.Ordered.And.All.Not.Null);
        Assert.That(world.Status("Bad"), Has.Property("IsParked").True.And.Property("Trouble").EqualTo("The disk is full"));
        Assert.That(Directory.GetFiles(world.Archive("Bad")), Is.Empty);
        Assert.That(await world.Record.TransitAsync(), Has.Count.EqualTo(3));

        adapter.Fault = null;
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        Assert.That(world.Status("Bad"), Has.Property("IsParked").False.And.Property("Trouble").Null);
        Assert.That(world.Lines("Bad"), Has.Count.EqualTo(3));
        Assert.That(world.Verify("Bad").Findings, Is.Empty);
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
    }

    [Test]
    public async Task An_adapter_that_says_park_is_parked_at_once_and_an_alarm_is_seen_although_all_is_exported()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Bad");
        var adapter = new Faulty { Fault = (_, _) => Task.FromResult(AdapterResult.Park("The account is closed")) };
        var runner = world.Runner("Bad", adapter);
        var lease = await world.TakeAsync("Bad");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        await world.RunAsync(runner, lease);
        Assert.That(world.Status("Bad").IsParked, Is.True);

        adapter.Fault = async (slice, archive) =>
        {
            await foreach (var happened in slice.ReadEventsAsync(CancellationToken.None))
            {
                archive.Omit(happened);
            }

            return AdapterResult.Alarm("One address was refused");
        };
        Assert.That(await world.RunAsync(runner, lease), Is.Null);
        Assert.That(world.Status("Bad"), Has.Property("Alarm").EqualTo("One address was refused").And.Property("IsParked").False);
        Assert.That(world.Manifests("Bad").Single().Omitted, Is.EquivalentTo(new Dictionary<string, long> { ["Chat"] = 3 }));
    }

    [Test]
    public async Task Garbage_is_no_success()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Bad");
        var adapter = new Faulty
        {
            Fault = (_, archive) =>
            {
                using var file = archive.Create(".jsonl");
                file.Content.Write([0, 255, 1]);
                return Task.FromResult(AdapterResult.Exported);
            },
        };
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        Assert.That(await world.RunAsync(world.Runner("Bad", adapter), await world.TakeAsync("Bad")), Is.Not.Null);
        Assert.That(world.Status("Bad").Trouble, Does.Contain("3 events").And.Contain("accounted for 0"));
        Assert.That(Directory.GetFiles(world.Archive("Bad")), Is.Empty);
    }

    [Test]
    public async Task An_adapter_that_hangs_is_given_up_is_not_called_twice_at_once_and_holds_nobody_back()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Bad", "Good");
        using var gate = new ManualResetEventSlim();
        var adapter = new Faulty
        {
            Fault = (_, _) =>
            {
                // Heeds no token, and keeps its thread.
                gate.Wait();
                return Task.FromResult(AdapterResult.Exported);
            },
        };
        var bad = world.Runner("Bad", adapter, timeout: TimeSpan.FromSeconds(1));
        var lease = await world.TakeAsync("Bad");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        Assert.That(await world.RunAsync(bad, lease), Is.Not.Null);
        Assert.That(world.Status("Bad").Trouble, Does.Contain("longer than"));
        Assert.That(await world.RunAsync(bad, lease), Is.Not.Null);
        Assert.That(adapter.Calls, Is.EqualTo(1));
        Assert.That(world.Status("Bad").IsParked, Is.True);

        Assert.That(await world.RunAsync(world.Runner("Good"), await world.TakeAsync("Good")), Is.Null);
        Assert.That(world.Lines("Good"), Has.Count.EqualTo(3));
        Assert.That(await world.Record.TransitAsync(), Has.Count.EqualTo(3), "Bad has not exported them");

        adapter.Fault = null;
        gate.Set();
        await Eventually.HoldsAsync(async () => await world.RunAsync(bad, lease) is null, () => world.Status("Bad").Trouble ?? "");
        Assert.That(world.Lines("Bad"), Has.Count.EqualTo(3));
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
    }

    [Test]
    public async Task A_process_that_dies_between_file_and_cursor_is_repeated_and_the_file_adopted()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var runner = world.Runner("Lines");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        var lease = await world.TakeAsync("Lines");
        await world.RunAsync(runner, lease);
        await world.Record.RecordAsync(Events.Batch(1, 4, 5));
        await world.RunAsync(runner, lease);
        var bytes = Directory.GetFiles(world.Archive("Lines"), "*.js*").ToDictionary(path => path, File.ReadAllBytes);

        await world.ForgetSlicesAfterAsync("Lines", 1);
        await world.Record.RecordAsync(Events.Batch(1, 6, 9));
        Assert.That(await world.RunAsync(runner, lease), Is.Null, world.Status("Lines").Trouble);
        foreach (var (path, expected) in bytes)
        {
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(expected), path);
        }

        Assert.That(Positions(world), Is.EqualTo(Range(1, 1, 9)));
        Assert.That(world.Verify("Lines").Findings, Is.Empty);
    }

    [Test]
    public async Task Who_lost_the_lease_moves_no_cursor_and_forks_no_archive()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        var silent = await world.TakeAsync("Lines");
        var adapter = new Faulty();
        var stale = world.Runner("Lines", adapter);
        Lease? successor = null;

        // The first worker stops for a while in the middle of its slice; meanwhile another takes over and does it all.
        adapter.Fault = async (slice, archive) =>
        {
            adapter.Fault = null;
            successor = await TakeOverAsync(world);
            await world.RunAsync(world.Runner("Lines"), successor);
            return await adapter.ExportAsync(slice, archive, CancellationToken.None);
        };
        Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync(stale, silent));

        await world.Record.RecordAsync(Events.Batch(1, 4, 5));
        Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync(stale, silent));
        Assert.That(await world.RunAsync(world.Runner("Lines"), successor!), Is.Null);
        Assert.That(Positions(world), Is.EqualTo(Range(1, 1, 5)));
        var seen = world.Verify("Lines");
        Assert.That(seen.Findings, Is.Empty);
        Assert.That(seen.Head!.Number, Is.EqualTo(2), "the one who lost the lease appended no head");
    }

    [Test]
    public async Task What_is_recorded_late_in_an_old_epoch_is_exported_too()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var runner = world.Runner("Lines");
        var lease = await world.TakeAsync("Lines");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        await world.Record.RecordAsync(Events.Batch(2, 1, 2));
        await world.RunAsync(runner, lease);
        await world.Record.RecordAsync(Events.Batch(1, 4, 5));
        await world.Record.RecordAsync(Events.Batch(2, 3, 3));
        await world.RunAsync(runner, lease);
        Assert.That(Positions(world), Is.EquivalentTo(Range(1, 1, 5).Concat(Range(2, 1, 3))));
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
        Assert.That(world.Verify("Lines").Findings, Is.Empty);
    }

    [Test]
    public async Task An_event_of_an_unknown_version_is_a_marked_gap_with_its_bytes()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        const string Unknown = "{\"version\":99,\"mood\":\"good\"}";
        await world.Record.RecordAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, Unknown), Events.Chat(1, 3)));
        Assert.That(await world.RunAsync(world.Runner("Lines"), await world.TakeAsync("Lines")), Is.Null);

        var gap = JsonSerializer.Deserialize(world.Lines("Lines")[1], ComplianceJson.Default.ComplianceEvent)!;
        Assert.That((gap.Kind, gap.Position), Is.EqualTo((ComplianceEventKind.Gap, new EventPosition(1, 2))));
        Assert.That(Convert.FromBase64String(gap.Raw!), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes(Unknown)));
        Assert.That(world.Lines("Lines"), Has.Count.EqualTo(3));
        Assert.That((await world.Record.HealthAsync()).ToString(), Does.Contain("1"));
    }

    [Test]
    public async Task Who_was_in_a_room_when_a_slice_began_is_entered_there_and_leaves_at_its_end()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Actiance");
        var runner = world.Runner("Actiance", new ActianceAdapter());
        var lease = await world.TakeAsync("Actiance");
        await world.Record.RecordAsync(Events.Batch(
            Move(1, ComplianceEventKind.Join, Story.Ann), Move(2, ComplianceEventKind.Join, Story.Bob), Move(3, ComplianceEventKind.Part, Story.Bob)));
        await world.RunAsync(runner, lease);
        await world.Record.RecordAsync(Events.Batch(Move(4, ComplianceEventKind.Join, Story.Eve)));
        await world.RunAsync(runner, lease);
        await world.Record.RecordAsync(Events.Batch(Move(5, ComplianceEventKind.Part, Story.Ann)));
        await world.RunAsync(runner, lease);
        var files = Directory.GetFiles(world.Archive("Actiance"), "*.xml").Order(StringComparer.Ordinal)
            .Select(path => System.Xml.Linq.XDocument.Load(path))
            .Select(file => string.Join(' ', file.Descendants("LoginName")
                .Select(login => $"{(login.Parent!.Name.LocalName is "ParticipantEntered" ? '+' : '-')}{login.Value.Split('@')[0]}")));
        Assert.That(files, Is.EqualTo(new[] { "+ann +bob -bob -ann", "+ann +eve -ann -eve", "+ann +eve -ann -eve" }));
    }

    [Test]
    public async Task A_clock_that_jumps_changes_neither_what_is_exported_nor_the_chain()
    {
        using var world = await RunnerWorld.CreateAsync(engine, "Lines");
        var lease = await world.TakeAsync("Lines");
        foreach (var (jump, first) in new[] { (0, 1), (-400, 4), (400, 7), (0, 10) })
        {
            world.Clock.Ahead = TimeSpan.FromDays(jump);
            await world.Record.RecordAsync(Events.Batch(1, first, first + 2));
            Assert.That(await world.RunAsync(world.Runner("Lines"), lease), Is.Null);
        }

        Assert.That(Positions(world), Is.EqualTo(Range(1, 1, 12)));
        Assert.That(world.Verify("Lines").Findings, Is.Empty);
    }

    private static async Task<Lease> TakeOverAsync(RunnerWorld world) => await RecorderWorld
        .Office(world.Record.Database, duration: TimeSpan.FromMilliseconds(300)).TakeAsync("adapter:Lines", CancellationToken.None);

    private static RawEvent Move(long number, ComplianceEventKind kind, CompliancePerson person) => Events.Raw(
        Story.Events[1] with { Position = new EventPosition(1, number), Kind = kind, Person = person });

    private static IEnumerable<EventPosition> Positions(RunnerWorld world) => world.Lines("Lines")
        .Select(line => JsonSerializer.Deserialize(line, ComplianceJson.Default.ComplianceEvent)!.Position);

    private static IEnumerable<EventPosition> Range(long epoch, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => new EventPosition(epoch, number));
}
