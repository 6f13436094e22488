using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Store;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Compliance;

/// <summary>What readiness says of compliance.</summary>
internal sealed class ComplianceReadiness(
    IOptions<RecordingOptions> options, ArchiveGate gate, Outbox outbox, IServiceProvider services, TimeProvider clock)
{
    /// <param name="OnFailure">Continue or Block.</param>
    /// <param name="Blocked">Why everything is refused now; null: it is not.</param>
    /// <param name="Waiting">Events in the outbox that are nowhere else.</param>
    /// <param name="OldestSeconds">How long ago the first of them happened.</param>
    /// <param name="Trouble">Why the last try to send failed; null: it did not.</param>
    /// <param name="Record">Of the recorder in this process. Null: there is none.</param>
    /// <param name="Adapters">Those of this process. Null: there are none.</param>
    public sealed record State(
        string Mode,
        string OnFailure,
        string? Blocked,
        long Waiting,
        double? OldestSeconds,
        string? Trouble,
        RecordHealth? Record,
        IReadOnlyList<AdapterStatus>? Adapters);

    public async Task<State> ReadAsync(CancellationToken ct)
    {
        var oldest = await outbox.OldestAtAsync(ct);
        return new State(
            options.Value.Mode.ToString(),
            options.Value.OnFailure.ToString(),
            gate.WhyClosed(),
            Math.Max(0, outbox.Waiting),
            oldest is { } at ? Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds) : null,
            services.GetService<OutboxRelay>()?.Trouble,
            services.GetService<RecorderStatus>() is { } status
                ? await RecordHealth.ReadAsync(services.GetRequiredService<ComplianceDatabase>(), status, ct)
                : null,
            services.GetService<AdapterBoard>()?.All);
    }
}
