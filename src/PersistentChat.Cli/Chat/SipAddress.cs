using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Cli.Terminal;
using PersistentChat.Sip.Client;

namespace PersistentChat.Cli.Chat;

/// <summary>Where chat is: <c>tls:host[:port]</c> or <c>tcp:host[:port]</c>, 5061 and 5060 when not said.</summary>
internal sealed record SipAddress(bool IsTls, string Host, int Port)
{
    /// <summary>The server on this machine, as it comes.</summary>
    public const string Here = "tcp:127.0.0.1:5060";

    private const string Tls = "tls:";
    private const string Tcp = "tcp:";

    /// <exception cref="UsageException">It is none.</exception>
    public static SipAddress Parse(string text)
    {
        var isTls = text.StartsWith(Tls, StringComparison.OrdinalIgnoreCase);
        var isTcp = text.StartsWith(Tcp, StringComparison.OrdinalIgnoreCase);
        if ((isTls || isTcp) && Uri.TryCreate($"sip://{text[Tls.Length..]}", UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            return new SipAddress(isTls, uri.DnsSafeHost, uri.Port > 0 ? uri.Port : isTls ? 5061 : 5060);
        }

        throw new UsageException($"'{text}' is no address of chat; write tls:chat.example.com or tcp:127.0.0.1:5060.");
    }

    /// <param name="authorities">PEM file with whom to trust for TLS. Null: whom the system trusts.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<SipClient> ConnectAsync(FileInfo? authorities, CancellationToken ct)
    {
        var tls = IsTls ? TlsOptions(authorities) : null;
        SocketException? last = null;
        foreach (var address in await Dns.GetHostAddressesAsync(Host, ct))
        {
            try
            {
                return await SipClient.ConnectAsync(new IPEndPoint(address, Port), ct, tls);
            }
            catch (SocketException unreachable)
            {
                last = unreachable;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private SslClientAuthenticationOptions TlsOptions(FileInfo? authorities)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = Host };
        if (authorities is null)
        {
            return options;
        }

        try
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,

                // An authority of one's own has no list of what it has revoked.
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(authorities.FullName);
            options.CertificateChainPolicy = policy;
            return options;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{authorities} holds no certificates: {unreadable.Message}");
        }
    }
}
