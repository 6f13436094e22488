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

    /// <summary>The hash of that slice's manifest, which the next one names; null before the first.</summary>
    public string? Manifest { get; set; }

    /// <summary>How often the slice after it failed since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>The last failure, for people to read; null: none since the last success.</summary>
    public string? LastFailure { get; set; }

    /// <summary>When it is tried again, for people to read: the runner waits by its own stopwatch.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public EventPosition Position => new(Epoch, Number);
}
