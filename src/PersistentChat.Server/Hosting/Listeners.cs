using System.Globalization;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Api;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Hosting;

/// <summary>What the process listens on: SIP over TCP, SIP over TLS, HTTP, HTTPS, the Unix socket; each may be off.</summary>
internal sealed class Listeners(
    Authentications authentications, IOptions<ApiOptions> api, IOptions<StoreOptions> store, ILogger<Listeners> logger)
{
    private readonly List<(string Name, ListenOptions Listen, string Format)> _open = [];

    /// <exception cref="SettingException">
    /// An address is none, or may not be listened on without authentication; the certificate for TLS cannot be used.
    /// </exception>
    public void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        Open(kestrel, nameof(options.Sip), options.Sip, "{0}", ServeSip);
        Open(kestrel, nameof(options.Tls), options.Tls, "{0}", listen =>
        {
            UseTls(listen, ServerTls.Sip);
            ServeSip(listen);
        });
        Open(kestrel, nameof(options.Web), options.Web, "http://{0}/", listen => listen.Protocols = HttpProtocols.Http1);
        Open(kestrel, nameof(options.WebTls), options.WebTls, "https://{0}/", listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            UseTls(listen, SslApplicationProtocol.Http11);
        });
        OpenSocket(kestrel);
    }

    /// <summary>
    /// <c>ready sip=ADDRESS:PORT tls=ADDRESS:PORT web=URL webtls=URL</c> with the ports in use; what is off is left out.
    /// </summary>
    public string ReadyLine() => string.Join(' ', _open.Select(Ready).Prepend("ready"));

    private static string Ready((string Name, ListenOptions Listen, string Format) open) =>
        $"{open.Name.ToLowerInvariant()}={string.Format(CultureInfo.InvariantCulture, open.Format, open.Listen.IPEndPoint)}";

    private void Open(KestrelServerOptions kestrel, string name, string address, string format, Action<ListenOptions> serve)
    {
        var setting = $"{ServerOptions.Section}:{name}";
        if (AddressOf(setting, address) is not { } endPoint) { return; }
        try
        {
            kestrel.Listen(endPoint, listen =>
            {
                _open.Add((name, listen, format));
                serve(listen);
            });
        }
        catch (InvalidOperationException refused) when (StartRefusal.Of(refused) is null)
        {
            throw new SettingException(setting, refused.Message);
        }
    }

    private void OpenSocket(KestrelServerOptions kestrel)
    {
        if (AdministrationSocket.FileOf(api.Value, store.Value) is not { } file) { return; }
        if (AdministrationSocket.CanBe(file))
        {
            kestrel.ListenUnixSocket(file, AdministrationSocket.Serve);
        }
        else
        {
            logger.SocketPathTooLong(file);
        }
    }

    private void ServeSip(ListenOptions listen) => listen.UseSip(authentications.For(listen.IPEndPoint!));

    // Asked for by the first listener that needs it: without TLS there is no certificate.
    private static void UseTls(ListenOptions listen, SslApplicationProtocol protocol) =>
        listen.UseHttps(listen.ApplicationServices.GetRequiredService<ServerTls>().HandshakeFor(protocol));

    /// <summary>Null: it is off.</summary>
    /// <exception cref="SettingException">It is no address and port.</exception>
    internal static IPEndPoint? AddressOf(string setting, string text)
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
}
