namespace PersistentChat.Operation;

/// <summary>One value of an instrument, or one distribution.</summary>
/// <param name="Labels">As they stand between the braces: <c>code="200"</c>; empty: it has none.</param>
/// <param name="Value">Of a histogram: the sum.</param>
/// <param name="Buckets">Of a histogram: how many values were in each, the one without upper bound last. Otherwise empty.</param>
public sealed record MetricValue(string Labels, double Value, IReadOnlyList<long> Buckets);
