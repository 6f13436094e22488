using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Broker;

/// <summary>What is sent is in the queue until it is recorded, in order, and recorded once.</summary>
public sealed class QueueTests
{
    [Test]
    public async Task What_was_sent_before_any_worker_ever_was_there_is_recorded_when_one_comes()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        for (var first = 1; first <= 1901; first += 100)
        {
            await queue.SendAsync(Events.Batch(1, first, first + 99), CancellationToken.None);
        }

        await using var worker = world.Run();
        await world.RecordedAsync(2000, worker);
        Assert.That((await world.Record.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 2000)));
    }

    [Test]
    public async Task Servers_that_come_while_no_worker_is_there_take_nothing_out_of_the_queue()
    {
        using var world = await BrokerWorld.CreateAsync();
        for (var first = 1; first <= 91; first += 10)
        {
            await using var server = world.Queue();
            await server.SendAsync(Events.Batch(1, first, first + 9), CancellationToken.None);
        }

        await using var worker = world.Run();
        await world.RecordedAsync(100, worker);
    }

    [Test]
    public async Task Bytes_that_are_no_JSON_arrive_as_they_are()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        var broken = new RawEvent(new EventPosition(1, 2), new byte[] { 0, 0xFF, (byte)'{', 0xC3, 0x28 });
        await queue.SendAsync(Events.Batch([Events.Chat(1, 1), broken, Events.Chat(1, 3)]), CancellationToken.None);

        await using var worker = world.Run();
        await world.RecordedAsync(3, worker);
        Assert.That((await world.Record.RecordAsync())[1].Event, Is.EqualTo(broken.Json.ToArray()));
    }

    [Test]
    public async Task What_cannot_be_recorded_is_not_acknowledged_and_nothing_after_it_is()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        for (var first = 11; first <= 391; first += 10)
        {
            await queue.SendAsync(Events.Batch(1, first, first + 9), CancellationToken.None);
        }

        // 1 to 10 are missing: every attempt ends with the same gap, since all came back in order.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var gap = Assert.ThrowsAsync<EventGapException>(() =>
                world.Intake().RunAsync(world.Record.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
            Assert.That(gap!.Got, Is.EqualTo(new EventPosition(1, 11)));
        }

        Assert.That(await world.Record.RecordAsync(), Is.Empty);
        await world.Record.RecordAsync(Events.Batch(1, 1, 10));
        await using var worker = world.Run();
        await world.RecordedAsync(400, worker);
    }

    [Test]
    public async Task What_is_sent_twice_is_recorded_once()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        foreach (var (first, last) in new[] { (1, 10), (1, 10), (5, 15), (1, 3), (16, 20) })
        {
            await queue.SendAsync(Events.Batch(1, first, last), CancellationToken.None);
        }

        await using var worker = world.Run();
        await world.RecordedAsync(20, worker);
        Assert.That((await world.Record.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 20)));
    }
}
