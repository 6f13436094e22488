using PersistentChat.Compliance.Recording;
using PersistentChat.Server.Compliance;

namespace PersistentChat.Server.Tests.Compliance;

/// <summary>Every event gets out of the outbox, in order, whatever the other side does.</summary>
internal sealed class RelayTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pchat-relay-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Events_go_out_in_order_and_byte_for_byte_in_batches_of_a_limited_number()
    {
        await using var world = await RelayWorld.StartAsync(_folder, new(), new RelayOptions { BatchEvents = 7 });
        await world.MakeEventsAsync(30);
        var rows = await world.RowsAsync();
        await world.Relay.StartAsync(CancellationToken.None);
        await world.RelayedAsync();
        Assert.That(world.Queue.Events, Is.EqualTo(rows));
        Assert.That(world.Queue.Taken.Select(batch => batch.Events.Count), Is.EqualTo(new[] { 7, 7, 7, 7, 3 }));
        Assert.That(world.Queue.Taken.Select(batch => batch.Fault()), Is.All.Null);
    }

    [Test]
    public async Task A_batch_has_a_limited_size()
    {
        await using var world = await RelayWorld.StartAsync(_folder, new(), new RelayOptions { BatchBytes = 1 });
        await world.MakeEventsAsync(3);
        await world.Relay.StartAsync(CancellationToken.None);
        await world.RelayedAsync();
        Assert.That(world.Queue.Taken.Select(batch => batch.Events.Count), Is.EqualTo(new[] { 1, 1, 1, 1 }));
    }

    [Test]
    public async Task A_relay_that_waits_is_woken_by_the_journal()
    {
        await using var world = await RelayWorld.StartAsync(_folder, new());
        await world.Relay.StartAsync(CancellationToken.None);
        for (var events = 2; events < 10; events++)
        {
            await world.MakeEventsAsync(1);
            await world.RelayedAsync();
            Assert.That(world.Queue.Events.Count(), Is.EqualTo(events));
        }
    }

    [Test]
    public async Task What_is_not_taken_is_sent_again_until_it_is_and_nothing_goes_before_it()
    {
        var failures = 5;
        var queue = new ScriptedQueue
        {
            Next = (_, _) => Interlocked.Decrement(ref failures) >= 0
                ? Task.FromException(new IOException("The broker is away"))
                : Task.CompletedTask,
        };
        await using var world = await RelayWorld.StartAsync(_folder, queue);
        await world.Relay.StartAsync(CancellationToken.None);
        await world.MakeEventsAsync(20);
        await world.RelayedAsync();
        Assert.That(queue.Tried.Take(6).Select(batch => batch.First), Is.All.EqualTo(1));
        Assert.That(queue.Events.Select(e => e.Position.Number), Is.EqualTo(Enumerable.Range(1, 21)));
        Assert.That(world.Relay.Trouble, Is.Null);
    }

    [Test]
    public async Task Nothing_is_removed_as_long_as_nobody_has_taken_it()
    {
        var queue = new ScriptedQueue { Next = (_, _) => Task.FromException(new IOException("The broker is away")) };
        await using var world = await RelayWorld.StartAsync(_folder, queue);
        await world.Relay.StartAsync(CancellationToken.None);
        await world.MakeEventsAsync(5);
        await RelayWorld.UntilAsync(() => queue.Tried.Count > 3);
        await world.MakeEventsAsync(5);
        Assert.That(await world.RowsAsync(), Has.Count.EqualTo(11));
        Assert.That(world.Outbox.Waiting, Is.EqualTo(11));
        Assert.That(world.Relay.Trouble, Is.EqualTo("The broker is away"));
    }

    [Test]
    public async Task A_send_that_does_not_end_is_given_up_and_repeated()
    {
        var sends = 0;
        var queue = new ScriptedQueue
        {
            Next = (_, ct) => Interlocked.Increment(ref sends) == 1 ? Task.Delay(Timeout.Infinite, ct) : Task.CompletedTask,
        };
        var options = new RelayOptions { SendTimeout = TimeSpan.FromMilliseconds(100), RetryDelay = TimeSpan.FromMilliseconds(1) };
        await using var world = await RelayWorld.StartAsync(_folder, queue, options);
        await world.Relay.StartAsync(CancellationToken.None);
        await world.RelayedAsync();
        Assert.That(queue.Tried[1].First, Is.EqualTo(queue.Tried[0].First));
    }

    [Test]
    public async Task What_was_taken_by_a_relay_that_died_before_it_knew_is_sent_again_by_the_next()
    {
        var first = new ScriptedQueue();
        await using (var world = await RelayWorld.StartAsync(_folder, first))
        {
            await world.MakeEventsAsync(9);

            // Taken for good on the other side, and the answer never comes.
            var isTaken = new TaskCompletionSource();
            first.Next = async (_, ct) =>
            {
                isTaken.TrySetResult();
                await Task.Delay(Timeout.Infinite, ct);
            };
            await world.Relay.StartAsync(CancellationToken.None);
            await isTaken.Task.WaitAsync(World.Patience.Limit);
        }

        var second = new ScriptedQueue();
        await using var next = await RelayWorld.StartAsync(_folder, second);
        await next.Relay.StartAsync(CancellationToken.None);
        await next.RelayedAsync();
        Assert.That(Bytes(second.Taken[0]), Is.EqualTo(Bytes(first.Tried[0])), "the same bytes, by which the recorder knows it");
        Assert.That(second.Taken.Select(batch => batch.Epoch).Distinct().Count(), Is.EqualTo(2), "and then those of its own life");
    }

    [Test]
    public async Task What_cannot_be_read_goes_out_like_everything_else()
    {
        await using var world = await RelayWorld.StartAsync(_folder, new());
        await world.MakeEventsAsync(4);
        await world.SpoilAsync(3, "{ nonsense");
        await world.Relay.StartAsync(CancellationToken.None);
        await world.RelayedAsync();
        Assert.That(world.Queue.Events.Count(), Is.EqualTo(5));
        Assert.That(world.Queue.Events.ElementAt(2).Json, Is.EqualTo("{ nonsense"));
    }

    private static List<string> Bytes(OutboxBatch batch) => [.. batch.Events.Select(raw => Convert.ToHexString(raw.Json.Span))];
}
