using Microsoft.AspNetCore.Authentication.OAuth;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>Where the provider's endpoints are is found out when they are needed.</summary>
internal sealed class OpenIdHandlerOptions : OAuthOptions
{
    /// <summary>Browsers reach this server by HTTPS, although it is asked without: somebody on this machine ends TLS.</summary>
    public bool AlwaysHttps { get; set; }

    public override void Validate() => ArgumentException.ThrowIfNullOrEmpty(ClientId);
}
