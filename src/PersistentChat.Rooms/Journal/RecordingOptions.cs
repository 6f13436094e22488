using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Journal;

/// <summary>Whether the journal writes compliance events. Its share of section <c>Compliance</c>.</summary>
public sealed class RecordingOptions
{
    public const string Section = "Compliance";

    [EnumDataType(typeof(ComplianceMode))]
    public ComplianceMode Mode { get; set; } = ComplianceMode.Off;
}

[OptionsValidator]
internal sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;
