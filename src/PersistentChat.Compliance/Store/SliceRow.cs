using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Slices</c>: what an adapter is given at once. Key: (Adapter, Number), numbers 1, 2, 3…; committed before the
/// adapter is called, so that whoever repeats it after a crash gives it the same events and it makes the same file.
/// Kept: a slice is the proof of what a file of its number must hold.
/// </summary>
internal sealed class SliceRow
{
    public required string Adapter { get; init; }

    public required long Number { get; init; }

    public required long FirstEpoch { get; init; }

    public required long FirstNumber { get; init; }

    /// <summary>With <see cref="LastNumber"/>: the last event in it.</summary>
    public required long LastEpoch { get; init; }

    public required long LastNumber { get; init; }

    /// <summary>When it was cut.</summary>
    public required DateTimeOffset At { get; init; }

    public EventPosition First => new(FirstEpoch, FirstNumber);

    public EventPosition Last => new(LastEpoch, LastNumber);
}
