using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>Records as long as the process lives and the lease is its own; otherwise waits for its turn.</summary>
internal sealed class RecorderService(
    ComplianceDatabase database, LeaseOffice leases, IRecorderIntake intake, RecorderStatus status, ILogger<RecorderService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await database.OpenAsync(stoppingToken);
                status.Fails(RecorderStatus.WaitsForLease);
                await leases.HoldAsync(
                    Recorder.LeaseName,
                    async (lease, ct) =>
                    {
                        logger.Recording(lease.Fence);
                        await intake.RunAsync(lease, ct);
                    },
                    stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // After a while of good work the next trouble is a new one.
                pause = Stopwatch.GetElapsedTime(began) > RetryPause.Longest * 2 ? RetryPause.First : RetryPause.After(pause);
                status.Fails(trouble.Message);
                logger.NotRecording(pause, trouble);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
