namespace PersistentChat.Compliance.Recording;

/// <summary>How long to wait before the next try to record: longer each time, five seconds at most.</summary>
internal static class RetryPause
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    public static TimeSpan After(TimeSpan pause) => pause * 2 + First < Longest ? pause * 2 + First : Longest;
}
