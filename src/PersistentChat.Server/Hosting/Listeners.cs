using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Hosting;

/// <summary>What the process listens on: SIP over TCP, SIP over TLS, HTTP; each may be off.</summary>
internal sealed class Listeners
{
    private ListenOptions? _sip;
    private ListenOptions? _tls;
    private ListenOptions? _web;

    /// <exception cref="SettingException">An address is none, or may not be listened on without authentication.</exception>
    public void Configure(KestrelServerOptions kestrel, ServerOptions options, string dataFolder)
    {
        if (AddressOf("Server:Sip", options.Sip) is { } sip)
        {
            kestrel.Listen(sip, listen =>
            {
                _sip = listen;
                Serve("Server:Sip", listen);
            });
        }

        if (AddressOf("Server:Tls", options.Tls) is { } tls)
        {
            var certificate = ServerCertificate.Load(options, dataFolder);
            kestrel.Listen(tls, listen =>
            {
                _tls = listen;
                listen.UseHttps(certificate);
                Serve("Server:Tls", listen);
            });
        }

        if (AddressOf("Server:Web", options.Web) is { } web)
        {
            kestrel.Listen(web, listen =>
            {
                _web = listen;
                listen.Protocols = HttpProtocols.Http1;
            });
        }
    }

    /// <summary>SIP over WebSocket (RFC 7118) at <c>/sip</c> of the web port.</summary>
    /// <exception cref="SettingException">What is no origin, or no name.</exception>
    public static void MapWebSocket(WebApplication app, ServerOptions options)
    {
        try
        {
            var admission = new WebSocketAdmission(Words(options.WebOrigins), Words(options.WebHosts));
            app.MapSip("/sip", new NoAuthentication(), admission);
        }
        catch (FormatException wrong)
        {
            throw new SettingException("Server:WebOrigins, Server:WebHosts", wrong.Message);
        }
    }

    /// <summary><c>ready sip=ADDRESS:PORT tls=ADDRESS:PORT web=URL</c> with the ports in use; what is off is left out.</summary>
    public string ReadyLine()
    {
        var line = "ready";
        line += _sip is null ? "" : $" sip={_sip.IPEndPoint}";
        line += _tls is null ? "" : $" tls={_tls.IPEndPoint}";
        line += _web is null ? "" : $" web=http://{_web.IPEndPoint}/";
        return line;
    }

    private static IPEndPoint? AddressOf(string setting, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // IPEndPoint takes a bare number for an address, hence the colon.
        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address)
            ? address
            : throw new SettingException(setting, $"\"{text}\" is not an address and port, such as 127.0.0.1:5060");
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Sign-in without a challenge is the only kind there is yet, and it refuses what other machines can reach.
    private static void Serve(string setting, ListenOptions listen)
    {
        try
        {
            listen.UseSip(new NoAuthentication());
        }
        catch (InvalidOperationException refused) when (StartRefusal.Of(refused) is null)
        {
            throw new SettingException(setting, refused.Message);
        }
    }
}
