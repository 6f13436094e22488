using System.Diagnostics;
using System.Diagnostics.Metrics;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;

namespace PersistentChat.Compliance;

/// <summary>What an operator watches of recorder and adapters, in whatever process they run.</summary>
internal static class ComplianceMetrics
{
    public const string MeterName = "PersistentChat.Compliance";

    /// <summary>The course of batches and slices, for whoever collects traces.</summary>
    public static readonly ActivitySource Source = new(MeterName);

    public static void Publish(IMeterFactory meters, Recorder recorder)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("pchat.compliance.recorded", () => recorder.Recorded, "{event}", "Events that this process has written into the record");
        meter.CreateObservableCounter("pchat.compliance.unreadable", () => recorder.Unreadable, "{event}", "Those of them that could not be read");
    }

    /// <summary>How each adapter is doing, and how old what it has archived may be.</summary>
    public static void Publish(IMeterFactory meters, AdapterBoard board, TimeProvider clock)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "pchat.archive.age",
            () => PerAdapter(board, state => state.LastRunAt is { } at ? Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds) : null),
            "s",
            "How long ago the adapter had archived everything; not there before it has in this process");
        meter.CreateObservableCounter("pchat.archive.slices", () => PerAdapter(board, state => state.Slices), "{slice}", "Slices that the archive has");
        meter.CreateObservableGauge("pchat.archive.failures", () => PerAdapter(board, state => state.Failures), "{slice}", "How often the adapter failed since its last success");
        meter.CreateObservableGauge("pchat.archive.parked", () => PerAdapter(board, state => state.IsParked ? 1 : 0), "1", "1 while the adapter stands still until somebody removes the cause");
    }

    private static IEnumerable<Measurement<double>> PerAdapter(AdapterBoard board, Func<AdapterStatus, double?> value) =>
        from state in board.All
        let number = value(state)
        where number is not null
        select new Measurement<double>(number.Value, new KeyValuePair<string, object?>("adapter", state.Name));
}
