using System.Diagnostics.Metrics;

namespace PersistentChat.Rooms.Store;

/// <summary>What an operator watches of the store.</summary>
internal sealed class StoreMetrics
{
    public const string MeterName = "PersistentChat.Rooms";

    /// <summary>Bytes of SQLite's write-ahead log: it grows while a reader does not end.</summary>
    public const string LogSize = "pchat.store.log.size";

    private readonly Histogram<double> _commits;
    private readonly Counter<long> _failures;

    public StoreMetrics(IStoreEngine engine, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(LogSize, () => Measure(engine), "By", "SQLite's write-ahead log: it grows while a reader does not end");
        _commits = meter.CreateHistogram<double>("pchat.store.commit.duration", "s", "Writing and committing one transaction");
        _failures = meter.CreateCounter<long>("pchat.store.commit.failures", "{transaction}", "Transactions that failed, or whose outcome was not known at once");
    }

    public void Committed(TimeSpan duration) => _commits.Record(duration.TotalSeconds);

    public void Failed() => _failures.Add(1);

    private static IEnumerable<Measurement<long>> Measure(IStoreEngine engine) =>
        engine.LogSize is { } bytes ? [new Measurement<long>(bytes)] : [];
}
