using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// Whether the journal writes compliance events, and what it does when they do not get out. Its share of section
/// <c>Compliance</c>.
/// </summary>
public sealed class RecordingOptions
{
    public const string Section = "Compliance";

    [EnumDataType(typeof(ComplianceMode))]
    public ComplianceMode Mode { get; set; } = ComplianceMode.On;

    [EnumDataType(typeof(FailureMode))]
    public FailureMode OnFailure { get; set; } = FailureMode.Continue;

    /// <summary>With <see cref="FailureMode.Block"/>: how long events may be stuck before everything is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BlockAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many waiting events block in either mode.</summary>
    [Range(1L, 1_000_000_000_000L)]
    public long MaxOutboxRows { get; set; } = 10_000_000;

    /// <summary>Less than so many free bytes on the data folder's disk block in either mode; 0 is off.</summary>
    [Range(0L, long.MaxValue)]
    public long MinFreeDisk { get; set; } = 256 << 20;
}

[OptionsValidator]
internal sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;
