using Microsoft.Extensions.Logging.Abstractions;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>Server and worker with a real RabbitMQ between them, recorded in SQLite. A queue of its own for each.</summary>
internal sealed class BrokerWorld : IDisposable
{
    private BrokerWorld(BrokerOptions options, RecorderWorld record) => (Options, Record) = (options, record);

    /// <summary>Of what is made from now on.</summary>
    public BrokerOptions Options { get; }

    public RecorderWorld Record { get; }

    public static async Task<BrokerWorld> CreateAsync()
    {
        var rabbit = await Servers.RabbitAsync();
        return new BrokerWorld(rabbit.Options($"q{Guid.NewGuid():N}"), await RecorderWorld.CreateAsync(Engine.All().First()));
    }

    /// <summary>The server's end.</summary>
    public BrokerQueue Queue() => new(Microsoft.Extensions.Options.Options.Create(Options), NullLoggerFactory.Instance);

    /// <summary>The worker's end, not running yet.</summary>
    public BrokerIntake Intake() =>
        new(Record.Recorder, Microsoft.Extensions.Options.Options.Create(Options), NullLoggerFactory.Instance, new RecorderStatus());

    public RunningIntake Run() => new(Intake(), Record.Lease);

    public Task RecordedAsync(long number, RunningIntake worker) => Eventually.HoldsAsync(
        async () => await Record.WatermarkAsync(1) == number, () => $"not all recorded; the worker: {worker}");

    /// <summary>As the relay does: until it is acknowledged.</summary>
    public static Task SentAsync(BrokerQueue queue, OutboxBatch batch) => Eventually.HoldsAsync(
        async () =>
        {
            await queue.SendAsync(batch, CancellationToken.None);
            return true;
        },
        () => "not sent");

    public void Dispose() => Record.Dispose();
}
