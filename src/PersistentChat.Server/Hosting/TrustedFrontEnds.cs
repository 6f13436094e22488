using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// Which peers of the TLS listener are front ends (RFC 5922): those whose certificate has one of the names in the settings and
/// is issued by who may issue it, or is one of those named by their SHA-256 thumbprint, whoever issued them. Out of date is
/// neither.
/// </summary>
internal sealed class TrustedFrontEnds
{
    private const int ThumbprintLength = 2 * SHA256.HashSizeInBytes;

    private readonly List<string> _names = [];
    private readonly HashSet<string> _thumbprints = new(StringComparer.OrdinalIgnoreCase);
    private readonly X509Certificate2Collection _authorities = [];
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <exception cref="SettingException">What is neither name nor thumbprint; authorities that cannot be read.</exception>
    public TrustedFrontEnds(IOptions<ServerOptions> options, TimeProvider clock, ILogger<TrustedFrontEnds> logger)
    {
        (_clock, _logger) = (clock, logger);
        foreach (var word in options.Value.TrustedFrontEnds.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(word);
        }

        if (options.Value.FrontEndAuthorities is { Length: > 0 } file) { Load(file); }
    }

    /// <summary>False: nobody is asked for a certificate.</summary>
    public bool AreThereAny => _names.Count + _thumbprints.Count > 0;

    /// <summary>How the chain of a peer's certificate is built; nothing is fetched over the network.</summary>
    public X509ChainPolicy CreatePolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_authorities.Count == 0) { return policy; }
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    /// <summary>Null: whoever it is, it is treated like everybody.</summary>
    /// <param name="certificate">What the peer has shown, and holds the key of.</param>
    /// <param name="errors">What is wrong with its chain.</param>
    public FrontEnd? Recognize(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown) { return null; }
        var now = _clock.GetUtcNow();
        var problem = shown.NotBefore > now || shown.NotAfter < now ? "it is out of date"
            : _thumbprints.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256)) ? null
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? "it is not issued by who may issue it"
            : NameOf(shown) is null ? "it has another name"
            : null;
        if (problem is null) { return new FrontEnd(NameOf(shown) ?? shown.GetCertHashString(HashAlgorithmName.SHA256)); }
        _logger.NoFrontEnd(shown.Subject, problem);
        return null;
    }

    private string? NameOf(X509Certificate2 certificate) =>
        _names.Find(name => certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: true));

    private void Add(string word)
    {
        if (word.Length == ThumbprintLength && word.All(char.IsAsciiHexDigit))
        {
            _thumbprints.Add(word);
            return;
        }

        if (Uri.CheckHostName(word) is not UriHostNameType.Dns)
        {
            throw new SettingException("Server:TrustedFrontEnds", $"\"{word}\" is neither a name nor a SHA-256 thumbprint");
        }

        _names.Add(word);
    }

    private void Load(string file)
    {
        try
        {
            _authorities.ImportFromPemFile(file);
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Server:FrontEndAuthorities", $"\"{file}\": {wrong.Message}");
        }

        if (_authorities.Count == 0) { throw new SettingException("Server:FrontEndAuthorities", $"\"{file}\" has no certificate in it"); }
    }
}
