using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Journal;

/// <summary>How the one writer works. Section <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>Commands in one transaction at most.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>Commands waiting; one more is refused as busy. Leaving all rooms is always taken.</summary>
    [Range(1, 10_000_000)]
    public int InboundLimit { get; set; } = 10_000;

    /// <summary>How long the writer's lease lasts after a commit; renewed at a third of it when idle.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After a commit with unknown outcome: how long to try to learn it before the journal stops for good.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan UncertainCommitTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first pause between tries; each next one is twice as long, up to five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;
