using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Hosting;

/// <summary>What the process listens on: SIP over TCP, SIP over TLS, HTTP; each may be off.</summary>
internal sealed class Listeners(Authentications authentications)
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
    public void MapWebSocket(WebApplication app, ServerOptions options)
    {
        if (AddressOf("Server:Web", options.Web) is not { } web)
        {
            return;
        }

        try
        {
            var admission = new WebSocketAdmission(Words(options.WebOrigins), Words(options.WebHosts));
            app.MapSip("/sip", authentications.For(web, out _), admission);
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

    private void Serve(string setting, ListenOptions listen)
    {
        var authentication = authentications.For(listen.IPEndPoint!, out var decider);
        try
        {
            listen.UseSip(authentication);
        }
        catch (InvalidOperationException refused) when (StartRefusal.Of(refused) is null)
        {
            throw new SettingException($"{setting}, {decider}", refused.Message);
        }
    }
}
