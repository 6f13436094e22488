using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>What this pool is called and where clients find it; section "Pool".</summary>
public sealed class PoolOptions
{
    public const string Section = "Pool";

    /// <summary>User part of the pool's address: what provisioning and <c>rpl:requri</c> tell.</summary>
    [Required]
    [RegularExpression(@"[A-Za-z0-9._-]{1,64}")]
    public string PoolUser { get; set; } = "pchat";

    /// <summary>User part that clients without provisioning try (OCS 2007 R2 convention, xccos.md section 2.2).</summary>
    [Required]
    [RegularExpression(@"[A-Za-z0-9._-]{1,64}")]
    public string LookupUser { get; set; } = "ocschat";

    /// <summary>What <c>cmd:getserverinfo</c> calls this pool.</summary>
    [Required]
    [StringLength(256)]
    public string DisplayName { get; set; } = "Persistent Chat";
}

[OptionsValidator]
internal sealed partial class PoolOptionsValidator : IValidateOptions<PoolOptions>;
