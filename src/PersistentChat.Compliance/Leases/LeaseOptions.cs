using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Leases;

/// <summary>How soon another worker takes over. Section <c>Compliance:Lease</c>.</summary>
public sealed class LeaseOptions
{
    public const string Section = "Compliance:Lease";

    /// <summary>
    /// A holder that gave no sign of life for so long, by the stopwatch of who waits, has lost it. It gives one three
    /// times as often.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.300", "00:10:00")]
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Nobody but this process can have the database, something else sees to that (embedded: the lock on the data
    /// folder's chat database). Whoever has a lease is dead, and need not be waited for.
    /// </summary>
    internal bool Alone { get; set; }
}

[OptionsValidator]
internal sealed partial class LeaseOptionsValidator : IValidateOptions<LeaseOptions>;
