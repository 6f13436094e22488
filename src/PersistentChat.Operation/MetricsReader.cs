using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PersistentChat.Operation;

/// <summary>Every instrument of this process's services, its web server and its runtime, and what it has measured until now.</summary>
public sealed class MetricsReader : IDisposable
{
    /// <summary>How the meters of our projects are called: this and the project.</summary>
    public const string OwnPrefix = "PersistentChat.";

    /// <summary>The meter of .NET itself: memory, garbage collection, threads, processor time.</summary>
    public const string RuntimeMeter = "System.Runtime";

    /// <summary>The meter of the web server: requests by route and status, REST among them.</summary>
    public const string WebMeter = "Microsoft.AspNetCore.Hosting";

    private readonly Lock _reading = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Measured> _all = new();

    /// <param name="services">Whose meters are read: in one process (of a test) there may be several servers.</param>
    public MetricsReader(IMeterFactory services)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var (name, scope) = (instrument.Meter.Name, instrument.Meter.Scope);
            var isOurs = ReferenceEquals(scope, services) && (name is WebMeter || name.StartsWith(OwnPrefix, StringComparison.Ordinal));
            if (isOurs || name is RuntimeMeter)
            {
                listener.EnableMeasurementEvents(instrument, _all.GetOrAdd(instrument, it => new Measured(it, BoundsOf(it))));
            }
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, measured) => ((Measured)measured!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, measured) => ((Measured)measured!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, measured) => ((Measured)measured!).Take(value, tags));
        _listener.Start();
    }

    /// <summary>All of them as they are now, by name.</summary>
    public IReadOnlyList<Measured> Read()
    {
        lock (_reading)
        {
            foreach (var (instrument, measured) in _all)
            {
                if (instrument.IsObservable) { measured.Forget(); }
            }

            _listener.RecordObservableInstruments();
            return [.. _all.Values.OrderBy(measured => measured.Instrument.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private static double[]? BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => null,
    };
}
