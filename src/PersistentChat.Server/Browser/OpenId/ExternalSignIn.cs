using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Server.Api;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// The place where an identity provider plugs in: an authentication scheme of ASP.NET with the name <see cref="Scheme"/> that signs
/// in to <see cref="SessionScheme"/>. Here it is <see cref="OpenIdHandler"/>; whoever builds with another handler registers it here.
/// </summary>
internal static class ExternalSignIn
{
    public const string Scheme = "external";
    public const string SessionScheme = "session";

    private const string Callback = "/sign-in/external";
    private const string Outcome = "/api/sign-in?from=external";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Nothing, unless the settings name a provider.</summary>
    public static void AddExternalSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[$"{OpenIdOptions.Section}:{nameof(OpenIdOptions.Authority)}"]))
        {
            return;
        }

        services.AddSingleton<OpenIdProvider>();
        services.AddSingleton<ExternalPeople>();
        // Protected is only what a browser brings back from the provider within minutes: nothing that has to outlive the process.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionSignIn>(SessionScheme, null)
            .AddOAuth<OpenIdHandlerOptions, OpenIdHandler>(Scheme, _ => { });
        services.AddOptions<OpenIdHandlerOptions>(Scheme).Configure<IOptions<OpenIdOptions>, IOptions<BrowserOptions>>(
            (handler, settings, browser) => Configure(handler, settings.Value, browser.Value));
    }

    /// <summary>Takes what the provider sends back; comes before everything that asks who somebody is.</summary>
    /// <exception cref="SettingException">There is a provider, and what is said about it cannot be used.</exception>
    public static void UseExternalSignIn(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IOptions<OpenIdOptions>>().Value;
        if (!settings.IsOffered)
        {
            return;
        }

        try
        {
            OpenIdProvider.Address(settings.Authority);
        }
        catch (OpenIdException wrong)
        {
            throw new SettingException($"{OpenIdOptions.Section}:{nameof(settings.Authority)}", wrong.Message);
        }

        if (settings.ClientId.Length == 0)
        {
            throw new SettingException($"{OpenIdOptions.Section}:{nameof(settings.ClientId)}", "the provider knows this server by it");
        }

        app.UseAuthentication();
    }

    public static void Map(RouteGroupBuilder api, OpenIdOptions settings)
    {
        api.MapGet("/session/external/offer", Offer).Needs(Right.Anybody);
        if (settings.IsOffered)
        {
            api.MapGet("/session/external", Start).Needs(Right.Anybody).ExcludeFromDescription();
        }
    }

    /// <summary>Whether people can sign in at an identity provider.</summary>
    public static Ok<ExternalOffer> Offer(IOptions<OpenIdOptions> settings) => TypedResults.Ok(new ExternalOffer(settings.Value.IsOffered));

    private static ChallengeHttpResult Start() =>
        TypedResults.Challenge(new AuthenticationProperties { RedirectUri = Outcome }, [Scheme]);

    private static void Configure(OpenIdHandlerOptions handler, OpenIdOptions settings, BrowserOptions browser)
    {
        handler.SignInScheme = SessionScheme;
        handler.CallbackPath = Callback;
        handler.ClientId = settings.ClientId;
        handler.ClientSecret = settings.ClientSecret;
        handler.UsePkce = true;
        handler.CorrelationCookie.SameSite = SameSiteMode.Lax;
        handler.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        handler.AlwaysHttps = browser.AlwaysSecure;
        handler.BackchannelTimeout = Patience;
        handler.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            handler.Scope.Add(scope);
        }

        // Why it failed is in the log; a stranger who makes it fail learns nothing.
        handler.Events.OnRemoteFailure = failure =>
        {
            failure.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdHandler>>().ProviderFailed(failure.Failure);
            failure.Response.Redirect(Outcome);
            failure.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
