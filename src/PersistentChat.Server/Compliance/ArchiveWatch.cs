using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Compliance;

/// <summary>Looks after free disk for the gate, and says in the log when the gate closes and opens.</summary>
internal sealed class ArchiveWatch(
    ArchiveGate gate, IOptions<StoreOptions> store, TimeProvider clock, ILogger<ArchiveWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private bool _isClosed;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Once before anybody is let in.
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Look()
    {
        try
        {
            gate.FreeDisk = new DriveInfo(Path.GetFullPath(store.Value.DataFolder)).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What was known stays: a disk that cannot be asked is not one without room.
            logger.DiskUnknown(failure);
        }

        var why = gate.WhyClosed();
        if (why is not null && !_isClosed)
        {
            logger.GateClosed(why);
        }
        else if (why is null && _isClosed)
        {
            logger.GateOpened();
        }

        _isClosed = why is not null;
    }
}
