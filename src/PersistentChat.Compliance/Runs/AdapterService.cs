using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>Runs every configured adapter, each by itself, as long as the process lives.</summary>
internal sealed class AdapterService(
    ComplianceDatabase database, AdapterCatalogue catalogue, LeaseOffice leases, RunnerTools tools, ILogger<AdapterService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Made with the service, before anything is served: a wrong setting stops the start.
    private readonly IReadOnlyList<ConfiguredAdapter> _adapters = catalogue.Adapters;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var names = _adapters.Select(adapter => adapter.Name).ToList();
        return Task.WhenAll(_adapters.Select(adapter =>
            KeepAsync(new AdapterRunner(adapter, names, tools, logger), adapter.Name, stoppingToken)));
    }

    private async Task KeepAsync(AdapterRunner runner, string name, CancellationToken ct)
    {
        tools.Board.Update(name, state => state with { IsRunning = false });
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await database.OpenAsync(ct);
                await leases.HoldAsync($"adapter:{name}", runner.RunAsync, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                logger.AdapterStopped(name, Pause, trouble);
                tools.Board.Update(name, state => state with { IsRunning = false, Trouble = trouble.Message });
                await Task.Delay(Pause, tools.Clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
