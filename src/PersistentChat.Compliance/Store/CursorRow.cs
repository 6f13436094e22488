using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Cursors</c>: how far an adapter got. One row per adapter that ever ran, by its configured name. Written in a
/// transaction that checks the fence of the lease <c>adapter:NAME</c>.
/// </summary>
internal sealed class CursorRow
{
    public required string Adapter { get; init; }

    /// <summary>With <see cref="Number"/>: the last event that was exported; (0, 0) before the first.</summary>
    public long Epoch { get; set; }

    public long Number { get; set; }

    /// <summary>The last slice that is finished; 0 before the first. There is at most one more in <c>Slices</c>.</summary>
    public long Slice { get; set; }

    /// <summary>How often the slice after it failed since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>The last failure, for people to read; null: none since the last success.</summary>
    public string? LastFailure { get; set; }

    /// <summary>Set: it is not tried again before then. The end of time: parked, until an operator says so.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public EventPosition Position => new(Epoch, Number);
}
