using System.Threading.Channels;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>
/// Tells subscriptions what changed about people, outside the journal. It is only told about whom: what is new each
/// subscription finds out by comparing, so a hint that comes twice or late costs nothing, and there are never more of them
/// than people. Once a second it looks for what has run out.
/// </summary>
internal sealed class PresenceTeller(
    SubscriptionTable table, Journal journal, TimeProvider clock, ILogger<PresenceTeller> logger) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _changed = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    /// <summary>Something about this person may be new. Cheap enough for the journal's own turn.</summary>
    public void Changed(Guid person)
    {
        lock (_gate) { _changed.Add(person); }
        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var person in Take())
            {
                Tell(person);
            }
        }
    }

    private Guid[] Take()
    {
        lock (_gate)
        {
            var changed = _changed.ToArray();
            _changed.Clear();
            return changed;
        }
    }

    private void Tell(Guid person)
    {
        foreach (var subscription in table.Watching(person))
        {
            try
            {
                subscription.Tell(person, clock.GetUtcNow());
            }
            catch (Exception bug)
            {
                logger.TellingFailed(bug, subscription.Package.Event, subscription.Person.Uri, subscription.Dialog.Connection.Id);
            }
        }
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        table.ForgetExpired(now);
        foreach (var (person, data) in journal.Committed.RoamingByPerson)
        {
            if (data.HasRunOut(now))
            {
                _ = journal.SubmitAsync(new ForgetRunOut(person), _ => Changed(person));
            }
        }
    }
}
