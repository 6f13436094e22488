using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Recording;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class RecorderTests(Engine engine)
{
    [Test]
    public async Task What_comes_is_recorded_byte_for_byte_and_stands_in_transit()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        var batch = Events.Batch(1, 1, OutboxBatch.MaximumEvents);
        await world.RecordAsync(batch);

        var record = await world.RecordAsync();
        Assert.That(record.Select(r => r.Position), Is.EqualTo(batch.Events.Select(e => e.Position)));
        Assert.That(record.Select(r => r.Event), Is.EqualTo(batch.Events.Select(e => e.Json.ToArray())));
        Assert.That(await world.TransitAsync(), Is.EqualTo(batch.Events.Select(e => e.Position)));
        Assert.That(await world.WatermarkAsync(1), Is.EqualTo(batch.Last));
        Assert.That(record[6], Has.Property("Kind").EqualTo(ComplianceEventKind.Chat)
            .And.Property("RoomUri").EqualTo("ma-chan://example.com/r")
            .And.Property("PersonUri").EqualTo("sip:ann@example.com")
            .And.Property("At").EqualTo(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7)));
    }

    [Test]
    public async Task What_comes_again_is_ignored_whole_or_in_part()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 10));
        await world.RecordAsync(Events.Batch(1, 1, 10));
        await world.RecordAsync(Events.Batch(1, 4, 6));
        await world.RecordAsync(Events.Batch(1, 8, 14));

        Assert.That((await world.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 14)));
        Assert.That(await world.TransitAsync(), Has.Count.EqualTo(14));
    }

    [Test]
    public async Task A_gap_is_refused_until_what_is_missing_has_come()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 3));

        var gap = Assert.ThrowsAsync<EventGapException>(() => world.RecordAsync(Events.Batch(1, 5, 6)));
        Assert.That(gap!.Expected, Is.EqualTo(new EventPosition(1, 4)));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(3));

        await world.RecordAsync(Events.Batch(1, 4, 4));
        await world.RecordAsync(Events.Batch(1, 5, 6));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_new_epoch_begins_at_1_and_leaves_the_old_one_as_it_is()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 3));
        Assert.ThrowsAsync<EventGapException>(() => world.RecordAsync(Events.Batch(2, 2, 3)));
        await world.RecordAsync(Events.Batch(2, 1, 2));
        await world.RecordAsync(Events.Batch(1, 2, 4));

        Assert.That(
            (await world.RecordAsync()).Select(r => r.Position.ToString()),
            Is.EqualTo(new[] { "1/1", "1/2", "1/3", "1/4", "2/1", "2/2" }));
    }

    [TestCase(5, false, Description = "the end of the old epoch never came: the compliance database is older than the chat database")]
    [TestCase(3, true)]
    [TestCase(2, true, Description = "the chat database is the older one")]
    public async Task An_epoch_begins_only_where_the_one_before_is_whole(long previous, bool isTaken)
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 3));
        if (isTaken)
        {
            await world.RecordAsync(Events.Batch(Started(2, previous), Events.Chat(2, 2)));
            Assert.That(await world.RecordAsync(), Has.Count.EqualTo(5));
            return;
        }

        var gap = Assert.ThrowsAsync<EventGapException>(() => world.RecordAsync(Events.Batch(Started(2, previous))));
        Assert.That((gap!.Expected, gap.Got), Is.EqualTo((new EventPosition(1, 4), new EventPosition(2, 1))));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task What_an_operator_gives_up_is_marked_event_by_event_and_the_rest_is_recorded()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 3));
        world.Options.AcceptGapBefore = "1/6";
        await world.RecordAsync(Events.Batch(1, 6, 7));
        world.Options.AcceptGapBefore = "2/1";
        await world.RecordAsync(Events.Batch(Started(2, 9), Events.Chat(2, 2)));
        Assert.ThrowsAsync<EventGapException>(() => world.RecordAsync(Events.Batch(2, 4, 4)), "only where it was said");

        var record = await world.RecordAsync();
        Assert.That(
            record.Select(r => $"{r.Position}{(r.Kind is ComplianceEventKind.Gap ? " lost" : "")}"),
            Is.EqualTo(new[] { "1/1", "1/2", "1/3", "1/4 lost", "1/5 lost", "1/6", "1/7", "1/8 lost", "1/9 lost", "2/1", "2/2" }));
        Assert.That(await world.TransitAsync(), Has.Count.EqualTo(11));
        Assert.That((await world.HealthAsync()).Unreadable, Is.Zero, "somebody has looked at them");
        Assert.That(await world.WatermarkAsync(1), Is.EqualTo(9));
    }

    [Test]
    public async Task Another_event_at_a_recorded_position_is_refused_and_never_taken_for_known()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 10));
        var restored = Events.Batch([Events.Chat(1, 9), Events.Chat(1, 10, "something else"), Events.Chat(1, 11)]);

        var forked = Assert.ThrowsAsync<ForkedEpochException>(() => world.RecordAsync(restored));
        Assert.That(forked!.Position, Is.EqualTo(new EventPosition(1, 10)));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(10));
    }

    [TestCase("{\"version\":1,\"id\":", "the JSON is wrong")]
    [TestCase("null", "This is no event")]
    [TestCase("[]", "the JSON is wrong")]
    [TestCase("", "the JSON is wrong")]
    [TestCase("{\"version\":1}", "the JSON is wrong")]
    [TestCase(FutureEvent, "version 2")]
    [TestCase(Misplaced, "1/99")]
    public async Task What_cannot_be_read_is_recorded_as_it_is_and_stops_nothing(string json, string fault)
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch([Events.Chat(1, 1), Events.Raw(1, 2, json), Events.Chat(1, 3)]));
        await world.RecordAsync(Events.Batch(1, 4, 4));

        var record = await world.RecordAsync();
        Assert.That(record.Select(r => r.Number), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That(record[1].Event, Is.EqualTo(Events.Raw(1, 2, json).Json.ToArray()));
        Assert.That(record[1].Fault, Does.Contain(fault));
        Assert.That(record[1].Kind, Is.Null);
        Assert.That(record.Count(r => r.Fault is null), Is.EqualTo(3));
        Assert.That((await world.HealthAsync()).Unreadable, Is.EqualTo(1));
    }

    [Test]
    public async Task An_unreadable_event_is_an_alarm_until_a_later_event_repairs_it()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch([Events.Raw(1, 1, "{"), Events.Raw(1, 2, "{")]));
        Assert.That((await world.HealthAsync()).Unreadable, Is.EqualTo(2));

        var later = JsonSerializer.Deserialize(Events.Chat(1, 3).Json.Span, ComplianceJson.Default.ComplianceEvent)!;
        await world.RecordAsync(Events.Batch([Events.Raw(later with { RepairOf = new EventPosition(1, 2) })]));
        Assert.That((await world.HealthAsync()).Unreadable, Is.EqualTo(1));
    }

    [Test]
    public async Task A_batch_of_another_shape_is_refused()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        Assert.ThrowsAsync<ArgumentException>(() => world.RecordAsync(Events.Batch([])));
        Assert.ThrowsAsync<ArgumentException>(() => world.RecordAsync(Events.Batch([Events.Chat(1, 1), Events.Chat(1, 3)])));
        Assert.ThrowsAsync<ArgumentException>(() => world.RecordAsync(Events.Batch([Events.Chat(1, 1), Events.Chat(2, 2)])));
        Assert.ThrowsAsync<ArgumentException>(() => world.RecordAsync(Events.Batch(1, 1, OutboxBatch.MaximumEvents + 1)));
        Assert.ThrowsAsync<ArgumentException>(() => world.RecordAsync(Events.Batch(1, 0, 1)));
        Assert.That(await world.RecordAsync(), Is.Empty);
    }

    [Test]
    public async Task A_recorder_that_lost_its_lease_records_nothing_more()
    {
        using var world = await RecorderWorld.CreateAsync(engine);
        await world.RecordAsync(Events.Batch(1, 1, 3));
        var office = RecorderWorld.Office(world.Database, duration: TimeSpan.FromMilliseconds(300));
        var successor = await office.TakeAsync("recorder", CancellationToken.None);

        Assert.ThrowsAsync<LeaseLostException>(() => world.RecordAsync(Events.Batch(1, 4, 6)));
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(3));
        await world.Recorder.RecordAsync(Events.Batch(1, 4, 6), successor, CancellationToken.None);
        Assert.That(await world.RecordAsync(), Has.Count.EqualTo(6));
    }

    private static RawEvent Started(long epoch, long previous) => Events.Raw(new ComplianceEvent
    {
        Id = new Guid((int)epoch, 1, 0, new byte[8]),
        Position = new EventPosition(epoch, 1),
        Kind = ComplianceEventKind.JournalStarted,
        At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Previous = new EventPosition(epoch - 1, previous),
    });

    private const string FutureEvent =
        "{\"version\":2,\"id\":\"0195d3a0-0000-7000-8000-000000000001\",\"position\":{\"epoch\":1,\"number\":2},"
        + "\"kind\":1,\"at\":\"2026-03-01T12:00:00+00:00\",\"feeling\":{\"mood\":\"good\"}}";

    private const string Misplaced =
        "{\"version\":1,\"id\":\"0195d3a0-0000-7000-8000-000000000001\",\"position\":{\"epoch\":1,\"number\":99},"
        + "\"kind\":1,\"at\":\"2026-03-01T12:00:00+00:00\"}";
}
