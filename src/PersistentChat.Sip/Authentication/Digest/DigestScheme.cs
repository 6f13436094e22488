using Microsoft.Extensions.Options;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication.Digest;

/// <summary>
/// Digest (RFC 3261 section 22, RFC 7616) with <c>qop=auth</c>, by SHA-256 and MD5 (RFC 8760). It proves who sent one request;
/// later ones without credentials are the same person's because they come on the same connection, and nothing is signed: what
/// protects them is TLS.
/// </summary>
public sealed class DigestScheme(ISignInAccounts accounts, IOptions<DigestOptions> options, TimeProvider clock) : IAuthenticationScheme
{
    internal const string SchemeName = "Digest";

    private readonly DigestAlgorithm[] _algorithms =
        [.. options.Value.Algorithms.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(name => DigestAlgorithm.Find(name)!)];

    public string Name => SchemeName;

    public ISchemeConnection Begin(SipConnection connection) =>
        new DigestConnection(accounts, _algorithms, new DigestNonces(options.Value.NonceLifetime, clock));
}
