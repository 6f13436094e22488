using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>
/// The worker's end of the broker. The first batch that cannot be recorded ends the consuming altogether: the broker
/// takes back everything that was not acknowledged, in its order, and the recorder's service begins anew after a pause.
/// </summary>
internal sealed class BrokerIntake(Recorder recorder, IOptions<BrokerOptions> options, ILoggerFactory loggers) : IRecorderIntake
{
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
            await bus.StartAsync(ct);
            await failed.Task.WaitAsync(ct);
        }
        finally
        {
            await ending.CancelAsync();
            await bus.StopAsync(options.Value.Timeout);
        }

        async Task GuardAsync(Func<Task> work)
        {
            // After a failure nothing more is recorded: what was fetched already must wait for what comes before it.
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
}
