using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Server.Compliance;

/// <summary>How events get from the outbox to the recorder; section "Compliance:Relay".</summary>
public sealed class RelayOptions
{
    public const string Section = "Compliance:Relay";

    /// <summary>Events sent at once at most.</summary>
    [Range(1, OutboxBatch.MaximumEvents)]
    public int BatchEvents { get; set; } = OutboxBatch.MaximumEvents;

    /// <summary>So many bytes are enough for a batch; with one event (which has a limit of its own) this bounds memory.</summary>
    [Range(1, 64 << 20)]
    public int BatchBytes { get; set; } = 4 << 20;

    /// <summary>
    /// After a batch the relay lets more events come together before it makes the next, unless it would be a full one: each costs
    /// a transaction, and the events are safe in the outbox.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan GatherTime { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After this a batch that is not acknowledged is given up and sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first pause between tries; each next one is twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>When the server stops: how long it waits for what is still in the outbox to get out.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class RelayOptionsValidator : IValidateOptions<RelayOptions>;
