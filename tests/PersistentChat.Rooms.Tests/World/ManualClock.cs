namespace PersistentChat.Rooms.Tests.World;

/// <summary>A wall clock that stands where it is put; elapsed time and timers stay real.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
