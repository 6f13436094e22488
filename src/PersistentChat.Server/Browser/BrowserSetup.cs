using PersistentChat.Server.Browser.OpenId;

namespace PersistentChat.Server.Browser;

/// <summary>What signing in with a browser consists of.</summary>
internal static class BrowserSetup
{
    public static void AddBrowser(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<BrowserSessions>();
        services.AddExternalSignIn(configuration);
    }
}
