using System.Net.Sockets;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;
using RabbitMQ.Client;

namespace PersistentChat.Compliance.Tests.Broker;

/// <summary>Server and worker with a real RabbitMQ between them, recorded in SQLite.</summary>
public sealed class BrokerTests
{
    private static readonly Engine Sqlite = Engine.All().First();

    private RecorderWorld _world = null!;
    private IOptions<BrokerOptions> _options = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        var rabbit = await Servers.RabbitAsync();
        _options = Options.Create(rabbit.Options($"q{Guid.NewGuid():N}"));
        _world = await RecorderWorld.CreateAsync(Sqlite);
    }

    [TearDown]
    public void Delete() => _world.Dispose();

    [Test]
    public async Task What_was_sent_before_any_worker_ever_was_there_is_recorded_when_one_comes()
    {
        await using var queue = Queue();
        for (var first = 1; first <= 1901; first += 100)
        {
            await queue.SendAsync(Events.Batch(1, first, first + 99), CancellationToken.None);
        }

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(2000, worker);
        Assert.That((await _world.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 2000)));
    }

    [Test]
    public async Task Servers_that_come_while_no_worker_is_there_take_nothing_out_of_the_queue()
    {
        for (var first = 1; first <= 91; first += 10)
        {
            await using var server = Queue();
            await server.SendAsync(Events.Batch(1, first, first + 9), CancellationToken.None);
        }

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(100, worker);
    }

    [Test]
    public async Task A_message_that_is_not_understood_stays_in_the_queue_and_stops_what_is_behind_it()
    {
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        var newer = BrokerBus.Create(_options.Value, NullLoggerFactory.Instance);
        await newer.StartAsync();
        var endpoint = await newer.GetSendEndpoint(new Uri($"exchange:{_options.Value.Queue}"));
        await endpoint.Send(new Unheard("of"));
        await newer.StopAsync();
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.ThrowsAsync<InvalidDataException>(() =>
                Intake().RunAsync(_world.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
        }

        Assert.That(await _world.Recorder.WatermarkAsync(1, CancellationToken.None), Is.EqualTo(10));
    }

    [Test]
    public async Task What_is_no_message_at_all_stays_in_the_queue_as_well_and_is_said()
    {
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        var broker = new ConnectionFactory
        {
            HostName = _options.Value.Host,
            Port = _options.Value.Port,
            UserName = _options.Value.UserName,
            Password = _options.Value.Password,
        };
        await using (var connection = await broker.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            await channel.BasicPublishAsync("", _options.Value.Queue, mandatory: true, "no message"u8.ToArray());
        }

        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = Assert.CatchAsync(() =>
                Intake().RunAsync(_world.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
            Assert.That(failure, Is.Not.InstanceOf<TimeoutException>());
        }

        Assert.That(await _world.Recorder.WatermarkAsync(1, CancellationToken.None), Is.EqualTo(10));
    }

    [Test]
    public async Task Bytes_that_are_no_JSON_arrive_as_they_are()
    {
        await using var queue = Queue();
        var broken = new RawEvent(new EventPosition(1, 2), new byte[] { 0, 0xFF, (byte)'{', 0xC3, 0x28 });
        await queue.SendAsync(Events.Batch([Events.Chat(1, 1), broken, Events.Chat(1, 3)]), CancellationToken.None);

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(3, worker);
        Assert.That((await _world.RecordAsync())[1].Event, Is.EqualTo(broken.Json.ToArray()));
    }

    [Test]
    public async Task The_question_for_the_watermark_waits_for_what_was_sent_before_it()
    {
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 500), CancellationToken.None);
        await queue.SendAsync(Events.Batch(1, 501, 1000), CancellationToken.None);
        var asking = queue.AskAsync(1, CancellationToken.None);

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        Assert.That(await asking.WaitAsync(TimeSpan.FromMinutes(5)), Is.EqualTo(1000));
        Assert.That(await queue.AskAsync(2, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task What_cannot_be_recorded_is_not_acknowledged_and_nothing_after_it_is()
    {
        await using var queue = Queue();
        for (var first = 11; first <= 391; first += 10)
        {
            await queue.SendAsync(Events.Batch(1, first, first + 9), CancellationToken.None);
        }

        // 1 to 10 are missing: every attempt ends with the same gap, since all came back in order.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var gap = Assert.ThrowsAsync<EventGapException>(() =>
                Intake().RunAsync(_world.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
            Assert.That(gap!.Got, Is.EqualTo(new EventPosition(1, 11)));
        }

        Assert.That(await _world.RecordAsync(), Is.Empty);
        await _world.RecordAsync(Events.Batch(1, 1, 10));
        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(400, worker);
    }

    [Test]
    public async Task What_is_sent_twice_is_recorded_once()
    {
        await using var queue = Queue();
        foreach (var (first, last) in new[] { (1, 10), (1, 10), (5, 15), (1, 3), (16, 20) })
        {
            await queue.SendAsync(Events.Batch(1, first, last), CancellationToken.None);
        }

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(20, worker);
        Assert.That((await _world.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task Sending_to_a_broker_that_is_not_there_fails_and_so_does_asking()
    {
        _options.Value.Port = Child.FreePort();
        _options.Value.Timeout = TimeSpan.FromSeconds(1);
        await using var queue = Queue();
        Assert.CatchAsync(() => queue.SendAsync(Events.Batch(1, 1, 1), CancellationToken.None));
        Assert.CatchAsync(() => queue.AskAsync(1, CancellationToken.None));
    }

    [Test]
    public async Task While_the_database_is_away_a_batch_is_tried_again_where_it_is_and_the_reason_is_said()
    {
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        var database = new FrailDatabase(_world.Database) { IsAway = true };
        var recorder = new Recorder(database, Options.Create(_world.Options), TimeProvider.System, NullLogger<Recorder>.Instance);
        var status = new RecorderStatus();
        await using var line = new FrailLine(_options.Value.Port);
        _options.Value.Port = line.Port;

        await using var worker = new RunningIntake(
            new BrokerIntake(recorder, _options, NullLoggerFactory.Instance, status), _world.Lease);
        await Eventually.HoldsAsync(
            () => Task.FromResult(database.Refused >= 3 && status.Trouble is FrailDatabase.Reason),
            () => $"asked {database.Refused} times, {status.Trouble}; the worker: {worker}");

        // With its connection the worker loses what it holds, and is given it again.
        line.Break();
        await Eventually.HoldsAsync(
            () => Task.FromResult(line.Accepted >= 2 && status.Trouble is FrailDatabase.Reason),
            () => $"{line.Accepted} connections, {status.Trouble}; the worker: {worker}");
        database.IsAway = false;
        await RecordedAsync(20, worker);
        await Eventually.HoldsAsync(() => Task.FromResult(status.Trouble is null), () => $"{status.Trouble}; the worker: {worker}");
    }

    [Test]
    public async Task Cut_off_from_the_broker_a_consumer_that_never_stops_keeps_nothing_from_the_next()
    {
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sockets = new BrokerSockets();
        var stuck = BrokerBus.Create(_options.Value, NullLoggerFactory.Instance, sockets, endpoint => endpoint.Handler<EventBatch>(_ =>
        {
            holds.TrySetResult();
            return release.Task;
        }));
        await stuck.StartAsync();
        await holds.Task.WaitAsync(TimeSpan.FromMinutes(5));
        sockets.Cut();
        Assert.Throws<ObjectDisposedException>(() => sockets.Create(AddressFamily.InterNetwork));

        await using (var worker = new RunningIntake(Intake(), _world.Lease))
        {
            await RecordedAsync(20, worker);
        }

        release.SetResult();
        await stuck.StopAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task A_batch_that_was_not_confirmed_was_not_sent()
    {
        await using var line = new FrailLine(_options.Value.Port);
        _options.Value.Port = line.Port;
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);

        line.SwallowAnswers();
        _options.Value.Timeout = TimeSpan.FromSeconds(2);
        Assert.CatchAsync(() => queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None));
        line.Break();
        _options.Value.Timeout = TimeSpan.FromMinutes(2);
        await SentAsync(queue, Events.Batch(1, 11, 20));

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(20, worker);
        Assert.That((await _world.RecordAsync()).Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task A_batch_that_was_under_way_when_the_connection_broke_is_sent_again_or_fails()
    {
        await using var line = new FrailLine(_options.Value.Port);
        _options.Value.Port = line.Port;
        await using var queue = Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);

        line.SwallowRequests();
        var batch = Events.Batch(1, 11, 20);
        var sending = queue.SendAsync(batch, CancellationToken.None);
        await Eventually.HoldsAsync(
            () => Task.FromResult(line.Swallowed > batch.Events.Sum(raw => raw.Json.Length)), () => "nothing was sent");
        line.Break();
        if (await Task.WhenAny(sending) is { IsCompletedSuccessfully: false })
        {
            await SentAsync(queue, batch);
        }

        await using var worker = new RunningIntake(Intake(), _world.Lease);
        await RecordedAsync(20, worker);
    }

    // As the relay does: until it is acknowledged.
    private static Task SentAsync(BrokerQueue queue, OutboxBatch batch) => Eventually.HoldsAsync(
        async () =>
        {
            await queue.SendAsync(batch, CancellationToken.None);
            return true;
        },
        () => "not sent");

    private BrokerQueue Queue() => new(_options, NullLoggerFactory.Instance);

    private BrokerIntake Intake() => new(_world.Recorder, _options, NullLoggerFactory.Instance, new RecorderStatus());

    private Task RecordedAsync(long number, RunningIntake worker) => Eventually.HoldsAsync(
        async () => await _world.Recorder.WatermarkAsync(1, CancellationToken.None) == number,
        () => $"not all recorded; the worker: {worker}");

    /// <summary>What a newer server might send one day.</summary>
    public sealed record Unheard(string Of);

    /// <summary>The compliance database, away when it is told to be.</summary>
    private sealed class FrailDatabase(IDbContextFactory<ComplianceDbContext> database) : IDbContextFactory<ComplianceDbContext>
    {
        public const string Reason = "The database is away";

        private volatile bool _isAway;
        private int _refused;

        public bool IsAway
        {
            set => _isAway = value;
        }

        /// <summary>How often it was asked while it was away.</summary>
        public int Refused => Volatile.Read(ref _refused);

        public ComplianceDbContext CreateDbContext()
        {
            if (!_isAway)
            {
                return database.CreateDbContext();
            }

            Interlocked.Increment(ref _refused);
            throw new InvalidOperationException(Reason);
        }
    }

    /// <summary>A worker's intake, running until the test ends.</summary>
    private sealed class RunningIntake : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _running;

        public RunningIntake(BrokerIntake intake, Lease lease) => _running = Task.Run(() => intake.RunAsync(lease, _end.Token));

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }

        public override string ToString() => _running is { Exception: { } failure } ? failure.ToString() : "runs";
    }
}
