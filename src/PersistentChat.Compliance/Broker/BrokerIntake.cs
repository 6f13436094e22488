using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>
/// The worker's end of the broker. What cannot be recorded now is tried again where it is, so nothing overtakes it. Only a
/// gap, a lost lease and the end of the process end the consuming, and that by cutting the connection.
/// </summary>
/// <remarks>
/// A consumer that leaves politely lets the next one begin while the broker still waits for what it holds: the next is then
/// given what is behind that. Of one whose connection is gone the broker takes back everything first.
/// </remarks>
internal sealed class BrokerIntake(
    Recorder recorder, IOptions<BrokerOptions> options, ILoggerFactory loggers, RecorderStatus status) : IRecorderIntake
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // For its tasks to end; the broker has back what it had already.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger<BrokerIntake>();

    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var end = ending.Token;
        var sockets = new BrokerSockets();
        string? trouble = null;
        var bus = BrokerBus.Create(options.Value, loggers, sockets, endpoint =>
        {
            endpoint.Handler<EventBatch>(context => UntilDoneAsync(
                context, stop => recorder.RecordAsync(context.Message.ToOutbox(), lease, stop)));

            // What is not tried again in place: a gap, a lost lease, bytes that are no message. Without this the broker would give
            // it again at once, for ever, and nothing would say so.
            endpoint.ConfigureError(fault => fault.UseExecute(context =>
            {
                if (context.Exception is not OperationCanceledException) { Failed(context.Exception); }
            }));

            // A message that no handler takes would be moved aside, and with it perhaps events.
            endpoint.ConfigureDeadLetter(unknown => unknown.UseExecute(_ =>
                throw Failed(new InvalidDataException("A message of a kind that this version does not know is in the broker's queue"))));
        });
        try
        {
            status.Fails("Connecting to the broker");
            await bus.StartAsync(ct);
            while (await Task.WhenAny(failed.Task, Task.Delay(LookInterval, ct)) != failed.Task)
            {
                ct.ThrowIfCancellationRequested();
                Tell(Volatile.Read(ref trouble), bus.CheckHealth());
            }

            await failed.Task;
        }
        finally
        {
            sockets.Cut();
            await ending.CancelAsync();

            // Says itself what goes wrong with it, and why this ended matters more.
            await bus.StopAsync(StopPatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Cut before anything is given back, so that nothing more is given to this consumer.
        Exception Failed(Exception failure)
        {
            sockets.Cut();
            failed.TrySetException(failure);
            return failure;
        }

        async Task UntilDoneAsync(ConsumeContext context, Func<CancellationToken, Task> work)
        {
            // The broker takes back what is held too long (consumer_timeout), or with its connection, and gives it again.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(end, context.CancellationToken);
            for (var pause = RetryPause.First; ; pause = RetryPause.After(pause))
            {
                // What is missing may come behind this one, and after a lost lease somebody else has to record it.
                try
                {
                    await work(either.Token);
                    Volatile.Write(ref trouble, null);
                    return;
                }
                catch (Exception failure) when (failure is not (EventGapException or LeaseLostException) && !either.IsCancellationRequested)
                {
                    Volatile.Write(ref trouble, failure.Message);
                    status.Fails(failure.Message);
                    _logger.NotRecording(pause, failure);
                }

                await Task.Delay(pause, either.Token);
            }
        }
    }

    // The bus reconnects by itself; until it has, that is said.
    private void Tell(string? trouble, BusHealthResult health)
    {
        if (health.Status is not BusHealthStatus.Healthy)
        {
            status.Fails($"The broker cannot be reached: {health.Description}");
        }
        else if (trouble is not null)
        {
            status.Fails(trouble);
        }
        else
        {
            status.Works();
        }
    }
}
