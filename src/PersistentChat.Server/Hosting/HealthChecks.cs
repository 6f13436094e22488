using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Operation;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Compliance;

namespace PersistentChat.Server.Hosting;

/// <summary>Looks at what the server depends on: chat database, broker, outbox, archives.</summary>
internal sealed class HealthChecks(
    Journal journal, IDbContextFactory<RoomDbContext> database, IOptions<HealthOptions> options, IServiceProvider services, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public bool IsJournalRunning => journal.IsRunning;

    /// <summary>Reads a row of the chat database.</summary>
    public async Task<HealthCheck> DatabaseAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await using var db = await database.CreateDbContextAsync(limit.Token);
            await db.Database.SqlQuery<long>($"SELECT COUNT(*) AS \"Value\" FROM \"Writer\"").SingleAsync(limit.Token);
            return new HealthCheck("database", true, "it answers");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new HealthCheck("database", false, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new HealthCheck("database", false, failure.Message);
        }
    }

    /// <summary>Everything else, as far as compliance is on.</summary>
    public IEnumerable<HealthCheck> Of(ComplianceReadiness.State compliance)
    {
        if (compliance.Mode != nameof(ComplianceMode.On)) { yield break; }
        if (services.GetService<IOptions<BrokerOptions>>()?.Value.Host is { Length: > 0 })
        {
            var trouble = compliance.Trouble ?? services.GetRequiredService<IEventQueue>().Trouble;
            yield return new HealthCheck("broker", trouble is null, trouble ?? "it takes what it is sent");
        }

        var age = TimeSpan.FromSeconds(compliance.OldestSeconds ?? 0);
        yield return new HealthCheck(
            "outbox",
            age <= options.Value.MaxOutboxAge,
            compliance.Waiting is 0 ? "nothing waits" : $"{compliance.Waiting} events wait, the oldest for {age.TotalSeconds:0} s");
        foreach (var adapter in compliance.Adapters ?? [])
        {
            yield return Of(adapter);
        }
    }

    private HealthCheck Of(AdapterStatus adapter)
    {
        var now = clock.GetUtcNow();
        var age = now - (adapter.LastRunAt ?? _startedAt);
        var trouble = adapter.Trouble ?? (age > options.Value.MaxArchiveAge ? "too long ago (Health:MaxArchiveAge)" : null);
        return new HealthCheck($"archive {adapter.Name}", trouble is null, adapter.Describe(now, trouble));
    }
}
