using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Broker;

/// <summary>Connections that break at any moment, on either side of the broker, and a database that is away.</summary>
public sealed class BrokenLineTests
{
    [Test]
    public async Task Sending_to_a_broker_that_is_not_there_fails()
    {
        using var world = await BrokerWorld.CreateAsync();
        world.Options.Port = Child.FreePort();
        world.Options.Timeout = TimeSpan.FromSeconds(1);
        await using var queue = world.Queue();
        Assert.CatchAsync(() => queue.SendAsync(Events.Batch(1, 1, 1), CancellationToken.None));
    }

    [Test]
    public async Task While_the_database_is_away_a_batch_is_tried_again_where_it_is_and_the_reason_is_said()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        var database = new FrailDatabase(world.Record.Database) { IsAway = true };
        var recorder = new Recorder(database, Options.Create(world.Record.Options), TimeProvider.System, NullLogger<Recorder>.Instance);
        var status = new RecorderStatus();
        await using var line = new FrailLine(world.Options.Port);
        world.Options.Port = line.Port;

        await using var worker = new RunningIntake(
            new BrokerIntake(recorder, Options.Create(world.Options), NullLoggerFactory.Instance, status), world.Record.Lease);
        await Eventually.HoldsAsync(
            () => Task.FromResult(database.Refused >= 3 && status.Trouble is FrailDatabase.Reason),
            () => $"asked {database.Refused} times, {status.Trouble}; the worker: {worker}");

        // With its connection the worker loses what it holds, and is given it again.
        line.Break();
        await Eventually.HoldsAsync(
            () => Task.FromResult(line.Accepted >= 2 && status.Trouble is FrailDatabase.Reason),
            () => $"{line.Accepted} connections, {status.Trouble}; the worker: {worker}");
        database.IsAway = false;
        await world.RecordedAsync(20, worker);
        await Eventually.HoldsAsync(() => Task.FromResult(status.Trouble is null), () => $"{status.Trouble}; the worker: {worker}");
    }

    [Test]
    public async Task Cut_off_from_the_broker_a_consumer_that_never_stops_keeps_nothing_from_the_next()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sockets = new BrokerSockets();
        var stuck = BrokerBus.Create(world.Options, NullLoggerFactory.Instance, sockets, endpoint => endpoint.Handler<EventBatch>(_ =>
        {
            holds.TrySetResult();
            return release.Task;
        }));
        await stuck.StartAsync();
        await holds.Task.WaitAsync(TimeSpan.FromMinutes(5));
        sockets.Cut();
        Assert.Throws<ObjectDisposedException>(() => sockets.Create(AddressFamily.InterNetwork));

        await using (var worker = world.Run())
        {
            await world.RecordedAsync(20, worker);
        }

        release.SetResult();
        await stuck.StopAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task A_batch_that_was_not_confirmed_was_not_sent()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var line = new FrailLine(world.Options.Port);
        world.Options.Port = line.Port;
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);

        line.SwallowAnswers();
        world.Options.Timeout = TimeSpan.FromSeconds(2);
        Assert.CatchAsync(() => queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None));
        line.Break();
        world.Options.Timeout = TimeSpan.FromMinutes(2);
        await BrokerWorld.SentAsync(queue, Events.Batch(1, 11, 20));

        await using var worker = world.Run();
        await world.RecordedAsync(20, worker);
        Assert.That((await world.Record.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task A_batch_that_was_under_way_when_the_connection_broke_is_sent_again_or_fails()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var line = new FrailLine(world.Options.Port);
        world.Options.Port = line.Port;
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);

        line.SwallowRequests();
        var batch = Events.Batch(1, 11, 20);
        var sending = queue.SendAsync(batch, CancellationToken.None);
        await Eventually.HoldsAsync(
            () => Task.FromResult(line.Swallowed > batch.Events.Sum(raw => raw.Json.Length)), () => "nothing was sent");
        line.Break();
        if (await Task.WhenAny(sending) is { IsCompletedSuccessfully: false })
        {
            await BrokerWorld.SentAsync(queue, batch);
        }

        await using var worker = world.Run();
        await world.RecordedAsync(20, worker);
    }
}
