using System.Net;
using PersistentChat.Server.Api;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Hosting;

/// <summary>What holds for everything on the web ports, and SIP over WebSocket there.</summary>
internal static class WebPort
{
    /// <summary>
    /// Refuses what means another server, whatever it asks for, tells browsers to keep to HTTPS, and serves SIP over WebSocket
    /// (RFC 7118) at <c>/sip</c>. Comes before anything else of the application.
    /// </summary>
    /// <exception cref="SettingException">What is no origin, or no name, or no way to sign in.</exception>
    public static void Guard(WebApplication app, ServerOptions options, Authentications authentications)
    {
        var ports = new[]
        {
            Listeners.AddressOf("Server:Web", options.Web), Listeners.AddressOf("Server:WebTls", options.WebTls),
        };
        var hosts = Read("Server:WebHosts", () => new HostNames(Words(options.WebHosts)));
        var admission = Read("Server:WebOrigins", () => new WebSocketAdmission(Words(options.WebOrigins), hosts));
        app.Use((http, next) => (AdministrationSocket.IsUsedBy(http) ? IsForOperator(http) : hosts.Contain(http)) ? next(http) : RefuseAsync(http));
        app.UseHsts();
        app.MapSip("/sip", authentications.For([.. ports.OfType<IPEndPoint>()]), admission);
    }

    private static bool IsForOperator(HttpContext http) => ApiSetup.IsMeant(http) || http.Request.Path == Health.Readiness;

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsync("This server has another name.");
    }

    private static T Read<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw new SettingException(setting, wrong.Message);
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
