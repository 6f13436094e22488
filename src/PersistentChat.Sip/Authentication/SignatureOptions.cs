using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Authentication;

/// <summary>What the schemes that sign tell their clients (MS-SIPAE section 2.2).</summary>
public sealed class SignatureOptions : IValidatableObject
{
    public const string Section = "Sip:Authentication";

    /// <summary>Clients show it, if anything; what deployments of the original say.</summary>
    [Required]
    [RegularExpression("[A-Za-z0-9 ._-]{1,128}")]
    public string Realm { get; set; } = "SIP Communications Service";

    /// <summary>The name of this server, for Kerberos the one that its keytab has behind <c>sip/</c>; empty: the machine's.</summary>
    [RegularExpression("[A-Za-z0-9._-]{0,255}")]
    public string TargetName { get; set; } = "";

    /// <summary>The oldest version that is accepted: with 2 and 3 the request that signs in is not itself signed.</summary>
    [Range(SignatureTerms.OldestVersion, SignatureTerms.NewestVersion)]
    public int OldestVersion { get; set; } = 3;

    /// <summary>The version that is offered.</summary>
    [Range(SignatureTerms.OldestVersion, SignatureTerms.NewestVersion)]
    public int NewestVersion { get; set; } = SignatureTerms.NewestVersion;

    /// <summary>Kerberos: the file with the key of <c>sip/</c><see cref="TargetName"/>; empty: the system's (KRB5_KTNAME, krb5.conf).</summary>
    [StringLength(4096)]
    public string Keytab { get; set; } = "";

    /// <summary>Kerberos: the realm whose principals are the people of the pool; empty: its domain in capitals.</summary>
    [RegularExpression("[A-Za-z0-9._-]{0,255}")]
    public string KerberosRealm { get; set; } = "";

    /// <summary><see cref="TargetName"/>, or what stands for it.</summary>
    internal string Host => TargetName.Length > 0 ? TargetName : Dns.GetHostName();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OldestVersion > NewestVersion)
        {
            yield return new ValidationResult("must not be above NewestVersion", [nameof(OldestVersion)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class SignatureOptionsValidator : IValidateOptions<SignatureOptions>;
