using System.Diagnostics.Metrics;

namespace PersistentChat.Rooms.Store;

/// <summary>What an operator watches of the store.</summary>
internal sealed class StoreMetrics : IDisposable
{
    public const string MeterName = "PersistentChat.Rooms";

    /// <summary>Bytes of SQLite's write-ahead log: it grows while a reader does not end.</summary>
    public const string LogSize = "pchat.store.log.size";

    private readonly Meter _meter = new(MeterName);

    public StoreMetrics(IStoreEngine engine) => _meter.CreateObservableGauge(LogSize, () => Measure(engine), "By");

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Measure(IStoreEngine engine) =>
        engine.LogSize is { } bytes ? [new Measurement<long>(bytes)] : [];
}
