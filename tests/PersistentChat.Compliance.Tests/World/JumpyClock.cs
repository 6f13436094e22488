namespace PersistentChat.Compliance.Tests.World;

/// <summary>A wall clock that is put anywhere; elapsed time and timers are real.</summary>
internal sealed class JumpyClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
