using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Runs;

/// <summary>How an adapter of this process is doing, for health. No event's content is in it.</summary>
/// <param name="IsRunning">False: another process has its lease, or it has not begun.</param>
/// <param name="Position">The last event exported; null: none yet, or not known here.</param>
/// <param name="Slices">How many slices it has finished.</param>
/// <param name="LastRunAt">When the last run ended well; null: none in this process.</param>
/// <param name="Failures">How often the next slice failed since the last success.</param>
/// <param name="IsParked">It stands still until somebody does something about <paramref name="Trouble"/>.</param>
/// <param name="Trouble">The last failure; null: none since the last success.</param>
/// <param name="Alarm">What a person should look at although everything was exported; null: nothing.</param>
public sealed record AdapterStatus(
    string Name,
    bool IsRunning,
    EventPosition? Position,
    long Slices,
    DateTimeOffset? LastRunAt,
    int Failures,
    bool IsParked,
    string? Trouble,
    string? Alarm)
{
    /// <summary>How far it is, in words.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="trouble">What to say as well; null: nothing.</param>
    public string Describe(DateTimeOffset now, string? trouble)
    {
        var progress = LastRunAt is { } at ? $"everything archived {Math.Max(0, (now - at).TotalSeconds):0} s ago" : "not run yet";
        return trouble is null ? progress : $"{progress}: {trouble}";
    }
}
