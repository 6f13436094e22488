using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>From when on readiness calls something a trouble; section "Health".</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>How old the oldest compliance event in the outbox may be.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxOutboxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long ago an adapter may have archived everything; longer than their <c>RunInterval</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxArchiveAge { get; set; } = TimeSpan.FromHours(2);
}

[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;
