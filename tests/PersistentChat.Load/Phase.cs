using PersistentChat.Load.Measuring;

namespace PersistentChat.Load;

/// <summary>What happened in a measured time.</summary>
/// <param name="Posts">That everybody has heard.</param>
/// <param name="Delays">From when a post was due to each of its deliveries.</param>
/// <param name="Lag">How late the tool itself was with its posts.</param>
internal sealed record Phase(Spent Spent, long Posts, long Deliveries, Histogram Delays, Histogram Lag)
{
    public bool GaveUp { get; init; }

    /// <summary>Bytes, by the server; null: unknown.</summary>
    public double? AllocatedPerSecond { get; init; }

    public double PostsPerSecond => Posts / Spent.Time;

    public double DeliveriesPerSecond => Deliveries / Spent.Time;

    /// <summary>Microseconds of the server's processor.</summary>
    public double? CpuPerDelivery => Spent.ServerCpu * 1e6 / Deliveries;

    /// <summary>Bytes.</summary>
    public double? AllocatedPerDelivery => AllocatedPerSecond / DeliveriesPerSecond;
}
