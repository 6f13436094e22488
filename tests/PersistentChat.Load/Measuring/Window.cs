namespace PersistentChat.Load.Measuring;

/// <summary>The delays of posts that are due within a time.</summary>
/// <param name="From">As of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
internal sealed record Window(long From, long Until)
{
    public Histogram Delays { get; } = new();

    public void Add(long dueAt, long at)
    {
        if (dueAt >= From && dueAt < Until) { Delays.Add(at - dueAt); }
    }
}
