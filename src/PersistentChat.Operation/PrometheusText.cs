using System.Globalization;
using System.Text;

namespace PersistentChat.Operation;

/// <summary>Metrics in Prometheus' text format, version 0.0.4.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>An instrument's name there: <c>pchat.store.log.size</c> in By is <c>pchat_store_log_size_bytes</c>.</summary>
    public static string NameOf(Measured metric)
    {
        var unit = metric.Instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return NameOf(metric.Instrument.Name) + unit + (metric.Kind is MetricKind.Counter ? "_total" : "");
    }

    public static string Write(IEnumerable<Measured> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var name = NameOf(metric);
            if (metric.Instrument.Description is { Length: > 0 } help)
            {
                Line(text, $"# HELP {name} {help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}");
            }

            Line(text, $"# TYPE {name} {metric.Kind.ToString().ToLowerInvariant()}");
            foreach (var value in metric.Values())
            {
                Write(text, name, metric, value);
            }
        }

        return text.ToString();
    }

    internal static string NameOf(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    internal static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Write(StringBuilder text, string name, Measured metric, MetricValue value)
    {
        if (metric.Kind is not MetricKind.Histogram)
        {
            Line(text, $"{name}{InBraces(value.Labels)} {Number(value.Value)}");
            return;
        }

        // Each bucket counts those before it too.
        var sofar = 0L;
        foreach (var (i, count) in value.Buckets.Index())
        {
            sofar += count;
            var bound = i < metric.Bounds.Count ? Number(metric.Bounds[i]) : "+Inf";
            var labels = value.Labels.Length is 0 ? $"le=\"{bound}\"" : $"{value.Labels},le=\"{bound}\"";
            Line(text, $"{name}_bucket{InBraces(labels)} {sofar}");
        }

        Line(text, $"{name}_sum{InBraces(value.Labels)} {Number(value.Value)}");
        Line(text, $"{name}_count{InBraces(value.Labels)} {sofar}");
    }

    private static string InBraces(string labels) => labels.Length is 0 ? "" : $"{{{labels}}}";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
