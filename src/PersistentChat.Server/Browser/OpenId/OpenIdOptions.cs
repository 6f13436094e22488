using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// Signing in with a browser at the organisation's own identity provider (OpenID Connect, code flow with PKCE); section "OpenId".
/// </summary>
public sealed class OpenIdOptions
{
    public const string Section = "OpenId";

    /// <summary>The issuer, such as <c>https://login.example.com/realms/work</c>; on this machine also http. Empty: off.</summary>
    [StringLength(1024)]
    public string Authority { get; set; } = "";

    /// <summary>
    /// As what this server is registered there, with the redirect address <c>https://HOST/sign-in/external</c>.
    /// </summary>
    [StringLength(256)]
    public string ClientId { get; set; } = "";

    [StringLength(1024)]
    public string ClientSecret { get; set; } = "";

    /// <summary>What is asked for, separated by blanks.</summary>
    [StringLength(1024)]
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>
    /// The claim of the ID token that says who it is: <c>user@domain</c> or <c>user</c>, as in the person's address. With
    /// <c>email</c> the provider must also say that it has been verified.
    /// </summary>
    [Required]
    [StringLength(256)]
    public string PersonClaim { get; set; } = "preferred_username";

    internal bool IsOffered => Authority.Length > 0;
}

[OptionsValidator]
internal sealed partial class OpenIdOptionsValidator : IValidateOptions<OpenIdOptions>;
