using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Compliance;

/// <summary>
/// At a stop in good order: everybody has left by now, the journal finishes, and while the way is free what is in the outbox
/// gets out. What does not in time waits for the next start.
/// </summary>
internal sealed class OutboxDrain(Journal journal, Outbox outbox, OutboxRelay relay, IOptions<RelayOptions> options, TimeProvider clock)
    : IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await journal.StopAsync(cancellationToken);
        var began = clock.GetTimestamp();
        while (outbox.Waiting > 0 && relay.Trouble is null && clock.GetElapsedTime(began) < options.Value.DrainTimeout)
        {
            await Task.Delay(Interval, clock, cancellationToken);
        }
    }
}
