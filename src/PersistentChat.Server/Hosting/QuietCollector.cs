using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// Gives back what starting, joining and talking have left behind, once it is quiet. The runtime by itself waits until something
/// needs memory, which people who say nothing never do.
/// </summary>
internal sealed class QuietCollector(IOptions<MemoryOptions> options, TimeProvider clock, ILogger<QuietCollector> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.QuietFor == TimeSpan.Zero) { return; }
        var quiet = new Quiet(options.Value.QuietFor);
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            var looked = clock.GetTimestamp();
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = clock.GetTimestamp();
                if (quiet.IsTime(clock.GetElapsedTime(looked, now), GC.GetTotalAllocatedBytes(), Committed)) { Collect(quiet); }
                looked = now;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private static long Committed => GC.GetGCMemoryInfo().TotalCommittedBytes;

    private void Collect(Quiet quiet)
    {
        var (before, began) = (Committed, clock.GetTimestamp());

        // No other mode gives memory back to the machine at once.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        quiet.Collected(Committed);
        logger.Collected(before >> 20, Committed >> 20, (int)clock.GetElapsedTime(began).TotalMilliseconds);
    }
}
