namespace PersistentChat.Server.Tests.World;

/// <summary>Elapsed time that passes only when told to.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _now = TimeSpan.FromDays(1).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
}
