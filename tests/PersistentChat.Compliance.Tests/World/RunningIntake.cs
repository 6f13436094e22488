using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Leases;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>A worker's intake, running until the test ends.</summary>
internal sealed class RunningIntake : IAsyncDisposable
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
