using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>
/// The worker's end of the broker. A batch that cannot be recorded ends the consuming altogether: the broker takes it
/// back to the head of the queue, and the recorder's service begins anew after a pause.
/// </summary>
internal sealed class BrokerIntake(
    Recorder recorder, IOptions<BrokerOptions> options, ILoggerFactory loggers, RecorderStatus status) : IRecorderIntake
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // What came back is given to this consumer again while it stops, and goes back to the queue when its channel closes. Were
    // that not waited for, the next consumer would be given what is behind it, and wait for it for ever.
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(2);

    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var bus = BrokerBus.Create(options.Value, loggers, endpoint =>
        {
            endpoint.Handler<EventBatch>(context =>
                GuardAsync(() => recorder.RecordAsync(context.Message.ToOutbox(), lease, ending.Token)));
            endpoint.Handler<WatermarkQuestion>(context => GuardAsync(async () =>
                await context.RespondAsync(
                    new WatermarkAnswer(await recorder.WatermarkAsync(context.Message.Epoch, ending.Token)))));
        });
        try
        {
            status.Fails("Connecting to the broker");
            await bus.StartAsync(ct);
            while (!failed.Task.IsCompleted)
            {
                Tell(bus.CheckHealth());
                await Task.WhenAny(failed.Task, Task.Delay(LookInterval, ct));
                ct.ThrowIfCancellationRequested();
            }

            await failed.Task;
        }
        finally
        {
            await ending.CancelAsync();
            await bus.StopAsync(StopPatience);
        }

        async Task GuardAsync(Func<Task> work)
        {
            // After a failure nothing more is recorded: what comes next must wait for what failed.
            ending.Token.ThrowIfCancellationRequested();
            try
            {
                await work();
            }
            catch (Exception failure)
            {
                failed.TrySetException(failure);
                await ending.CancelAsync();
                throw;
            }
        }
    }

    // The bus reconnects by itself; until it has, that is said.
    private void Tell(BusHealthResult health)
    {
        if (health.Status is BusHealthStatus.Healthy)
        {
            status.Works();
        }
        else
        {
            status.Fails($"The broker cannot be reached: {health.Description}");
        }
    }
}
