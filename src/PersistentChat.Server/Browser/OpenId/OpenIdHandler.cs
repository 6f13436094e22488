using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using PersistentChat.Server.Api;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// OpenID Connect on top of ASP.NET's OAuth, which does the code flow with PKCE and ties state to the browser: discovery, nonce and
/// the ID token. Microsoft's own handler cannot be had from every package source; where it can, it takes this one's place under the
/// same scheme (<see cref="ExternalSignIn"/>).
/// </summary>
internal sealed class OpenIdHandler(
    IOptionsMonitor<OpenIdHandlerOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenIdProvider provider)
    : OAuthHandler<OpenIdHandlerOptions>(options, logger, encoder)
{
    private const string NonceKey = "nonce";

    // Where others could read the code on its way nothing is taken from it.
    public override async Task<bool> ShouldHandleRequestAsync() => await base.ShouldHandleRequestAsync() && Callers.IsPrivate(Context);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            await PrepareAsync();
        }
        catch (Exception failure) when (IsTheProviders(failure))
        {
            Logger.ProviderFailed(failure);
            Response.Redirect(properties.RedirectUri!);
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // The browser brings it back encrypted in the state; the provider brings it back signed in the token.
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        properties.Items[NonceKey] = nonce;
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), NonceKey, nonce);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        try
        {
            await PrepareAsync();
            return await base.HandleRemoteAuthenticateAsync();
        }
        catch (Exception failure) when (IsTheProviders(failure))
        {
            return HandleRequestResult.Fail(failure);
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = tokens.Response?.RootElement.TryGetProperty("id_token", out var text) is true ? text.GetString() : null;
        if (token is null || !properties.Items.TryGetValue(NonceKey, out var nonce) || nonce is null)
        {
            throw new OpenIdException("There is no ID token");
        }

        var known = await provider.AskAsync(Backchannel, IdToken.KeyIdOf(token), Context.RequestAborted);
        var claims = IdToken.Read(token, known.Keys, new(known.Issuer, Options.ClientId, nonce, TimeProvider.GetUtcNow()));
        foreach (var claim in claims.EnumerateObject().Where(claim => claim.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
        {
            identity.AddClaim(new Claim(claim.Name, claim.Value.ToString()));
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private bool IsTheProviders(Exception failure) => failure is OpenIdException or HttpRequestException or JsonException
        || (failure is OperationCanceledException && !Context.RequestAborted.IsCancellationRequested);

    private async Task PrepareAsync()
    {
        // The provider compares the address that people are to come back to.
        if (Options.AlwaysHttps) { Request.Scheme = Uri.UriSchemeHttps; }
        var known = await provider.AskAsync(Backchannel, null, Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (known.AuthorizationEndpoint, known.TokenEndpoint);
    }
}
