using System.Diagnostics.Metrics;
using System.Globalization;

namespace PersistentChat.Operation;

/// <summary>What one instrument has measured. Taking in a value without labels allocates nothing.</summary>
public sealed class Measured
{
    private static readonly double[] UsualBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly bool _saysAll;

    internal Measured(Instrument instrument, double[]? bounds)
    {
        Instrument = instrument;
        Kind = KindOf(instrument);
        Bounds = Kind is MetricKind.Histogram ? bounds ?? UsualBounds : [];
        _saysAll = instrument.IsObservable || NameOf(instrument) is "Gauge";
    }

    public Instrument Instrument { get; }

    public MetricKind Kind { get; }

    /// <summary>Of a histogram: the upper bounds of its buckets, rising, without the last.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>In the order of their labels.</summary>
    public IReadOnlyList<MetricValue> Values()
    {
        lock (_gate)
        {
            return
            [
                .. _series.OrderBy(it => it.Key, StringComparer.Ordinal)
                    .Select(it => new MetricValue(it.Key, it.Value.Sum, [.. it.Value.Buckets])),
            ];
        }
    }

    internal void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.IsEmpty ? "" : LabelsOf(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                _series[labels] = series = new Series(Kind is MetricKind.Histogram ? Bounds.Count + 1 : 0);
            }

            // Some say how much there is, others how much more, or less.
            series.Sum = _saysAll ? value : series.Sum + value;
            if (Kind is MetricKind.Histogram) { series.Buckets[BucketOf(value)]++; }
        }
    }

    /// <summary>Before it is observed again: what is not there any more is not told any more.</summary>
    internal void Forget()
    {
        lock (_gate) { _series.Clear(); }
    }

    private static string NameOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    private static MetricKind KindOf(Instrument instrument) => NameOf(instrument) switch
    {
        "Counter" or "ObservableCounter" => MetricKind.Counter,
        "Histogram" => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            var value = Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "";
            labels[i] = $"{PrometheusText.NameOf(tags[i].Key)}=\"{PrometheusText.Escape(value)}\"";
        }

        return string.Join(',', labels);
    }

    private int BucketOf(double value)
    {
        var bucket = 0;
        while (bucket < Bounds.Count && value > Bounds[bucket])
        {
            bucket++;
        }

        return bucket;
    }

    private sealed class Series(int buckets)
    {
        public double Sum { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
