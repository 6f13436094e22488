using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>TLS as the listeners of this process speak it: the one place where it is decided.</summary>
internal sealed class ServerTls(ServerCertificate certificate, TrustedFrontEnds frontEnds, IOptions<ServerOptions> options)
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
            OnConnection = context => ValueTask.FromResult(OptionsFor(context, protocols)),
        };
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is clients that are let in, and without a certificate as well.")]
    private SslServerAuthenticationOptions OptionsFor(TlsHandshakeCallbackContext context, List<SslApplicationProtocol> protocols)
    {
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = protocols,
        };
        if (!frontEnds.AreThereAny || protocols[0] != Sip) { return handshake; }

        // Whoever shows none, or the wrong one, is served like everybody: it only says nothing about others.
        handshake.ClientCertificateRequired = true;
        handshake.CertificateChainPolicy = frontEnds.CreatePolicy();
        handshake.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            if (frontEnds.Recognize(shown, errors) is { } frontEnd) { context.Connection.Features.Set(frontEnd); }
            return true;
        };
        return handshake;
    }
}
