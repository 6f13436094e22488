namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Leases</c>: who does what only one may do, <c>recorder</c> and <c>adapter:NAME</c>. No time in it decides
/// anything: a holder raises <see cref="Beat"/>, and whoever sees that stand still for the lease's duration, by its own
/// stopwatch, takes over. Clocks may differ and jump.
/// </summary>
internal sealed class LeaseRow
{
    public required string Name { get; init; }

    /// <summary>The fencing number: one more for every holder. What the holder commits, it commits where this is still its own.</summary>
    public required long Fence { get; init; }

    /// <summary>Rises with every sign of life.</summary>
    public required long Beat { get; init; }

    /// <summary>Machine and process, for people to read; null: it was given back.</summary>
    public string? Holder { get; init; }

    /// <summary>The last holder's clock when it took it, for people to read.</summary>
    public required DateTimeOffset TakenAt { get; init; }
}
