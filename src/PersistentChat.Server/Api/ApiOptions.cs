using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Api;

/// <summary>The REST interface for administration; section "Api".</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>
    /// The Unix socket on which whoever has the server's account is pool administrator: a file (mode 0600), relative to the
    /// data folder; empty: off.
    /// </summary>
    [StringLength(1024)]
    public string Socket { get; set; } = "admin.sock";

    /// <summary>Bytes of a request's body.</summary>
    [Range(4096, 16_777_216)]
    public int MaxBodyLength { get; set; } = 1_048_576;

    /// <summary>Bytes of a file that is imported.</summary>
    [Range(1_048_576, 68_719_476_736)]
    public long MaxImportLength { get; set; } = 1_073_741_824;

    /// <summary>Entries in one page of a list when the caller does not say how many.</summary>
    [Range(1, 1000)]
    public int PageSize { get; set; } = 100;

    /// <summary>How long an access token can hold.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan MaxTokenLifetime { get; set; } = TimeSpan.FromDays(366);

    /// <summary>For how long a request that makes something is known again by its Idempotency-Key.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RequestsKeptFor { get; set; } = TimeSpan.FromDays(1);
}

[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
