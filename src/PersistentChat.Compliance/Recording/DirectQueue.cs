using PersistentChat.Compliance.Leases;

namespace PersistentChat.Compliance.Recording;

/// <summary>The embedded shape: no broker, what is sent is recorded when the call returns.</summary>
internal sealed class DirectQueue(Recorder recorder, RecorderStatus status) : IEventQueue, IRecorderIntake
{
    private volatile TaskCompletionSource<Lease> _lease = NoLease();

    public async Task SendAsync(OutboxBatch batch, CancellationToken cancellation) =>
        await recorder.RecordAsync(batch, await _lease.Task.WaitAsync(cancellation), cancellation);

    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        _lease.SetResult(lease);
        status.Works();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
        finally
        {
            _lease = NoLease();
        }
    }

    private static TaskCompletionSource<Lease> NoLease() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
