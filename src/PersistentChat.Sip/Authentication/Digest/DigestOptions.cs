using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Authentication.Digest;

/// <summary>Digest sign-in (RFC 7616).</summary>
public sealed class DigestOptions
{
    public const string Section = "Sip:Digest";

    /// <summary>
    /// What is offered, in this order. There are clients that look at the first challenge alone and know only MD5 (SIP.js 0.21,
    /// SIPp 3.6), which is as strong here as the password is; for them say <c>MD5</c>.
    /// </summary>
    [Required]
    [RegularExpression("(SHA-256|MD5)(, *(SHA-256|MD5))*")]
    public string Algorithms { get; set; } = "SHA-256, MD5";

    /// <summary>How long a challenge can be answered; whoever is later gets a new one, and asks nobody for the password again.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan NonceLifetime { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class DigestOptionsValidator : IValidateOptions<DigestOptions>;
