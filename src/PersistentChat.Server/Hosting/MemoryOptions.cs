using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>When memory that nobody uses any more is given back; section "Memory".</summary>
public sealed class MemoryOptions
{
    public const string Section = "Memory";

    /// <summary>How long hardly anything has to have happened; zero: it is left to the runtime, which waits for need.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan QuietFor { get; set; } = TimeSpan.FromSeconds(40);
}

[OptionsValidator]
internal sealed partial class MemoryOptionsValidator : IValidateOptions<MemoryOptions>;
