using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>TLS as the listeners of this process speak it: the one place where it is decided.</summary>
internal sealed class ServerTls(ServerCertificate certificate, IOptions<ServerOptions> options)
{
    /// <summary>SIP (ALPN, RFC 7301, as IANA has registered it); who names no protocol is served as well.</summary>
    public static readonly SslApplicationProtocol Sip = new("sip/2");

    /// <summary>The handshake of a listener. Its settings are asked for anew by each connection.</summary>
    /// <param name="protocol">
    /// What the listener speaks. A peer that wants only something else is refused, so that what is meant for one listener is
    /// never understood by another.
    /// </param>
    public TlsHandshakeCallbackOptions HandshakeFor(SslApplicationProtocol protocol)
    {
        List<SslApplicationProtocol> protocols = [protocol];
        return new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = options.Value.TlsHandshakeTimeout,
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = protocols,
            }),
        };
    }
}
