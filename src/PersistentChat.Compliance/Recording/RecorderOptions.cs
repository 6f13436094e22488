using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Recording;

/// <summary>What an operator decides about the record. Section <c>Compliance:Recorder</c>.</summary>
public sealed class RecorderOptions
{
    public const string Section = "Compliance:Recorder";

    /// <summary>
    /// The position before which events are missing, <c>EPOCH/NUMBER</c> as health says it: they will not come any more
    /// (the compliance database was restored, or is new), each is marked as lost, and recording goes on. Empty: nothing is given up.
    /// </summary>
    [RegularExpression(@"(\d{1,19}/\d{1,19})?")]
    public string AcceptGapBefore { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class RecorderOptionsValidator : IValidateOptions<RecorderOptions>;
