namespace PersistentChat.Operation;

/// <summary>What kind of thing an instrument measures.</summary>
public enum MetricKind
{
    /// <summary>Only grows while the process lives.</summary>
    Counter,

    /// <summary>As it is now.</summary>
    Gauge,

    /// <summary>How many values were how large.</summary>
    Histogram,
}
