namespace PersistentChat.Server.Browser;

/// <summary>What signing in with a browser consists of.</summary>
internal static class BrowserSetup
{
    public static void AddBrowser(this IServiceCollection services)
    {
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<BrowserSessions>();
    }
}
