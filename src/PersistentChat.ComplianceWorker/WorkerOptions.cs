using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.ComplianceWorker;

/// <summary>What concerns the worker's process only. Section <c>Worker</c>.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>Where <c>/healthz</c> and <c>/readyz</c> answer, <c>address:port</c>; port 0 picks one.</summary>
    [Required, RegularExpression(@"[^\s/]+:\d{1,5}")]
    public string Web { get; set; } = "127.0.0.1:8081";

    /// <summary>What the archives' directories are relative to; the archives' keys are in <c>keys</c> below it.</summary>
    [Required, StringLength(1024, MinimumLength = 1)]
    public string DataFolder { get; set; } = "data";

    /// <summary>A folder with one file per secret setting, named like its environment variable. Need not be there.</summary>
    [Required, StringLength(1024, MinimumLength = 1)]
    public string Secrets { get; set; } = "/run/secrets";
}

[OptionsValidator]
internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;
