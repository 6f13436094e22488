using System.Security.Cryptography;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>What a client signs in with when it is asked to by Digest (RFC 3261 section 22.2).</summary>
/// <param name="User"><c>user</c> or <c>user@domain</c>, in lower case.</param>
/// <param name="Password">Never leaves the client.</param>
public sealed record DigestCredentials(string User, string Password)
{
    /// <summary>The Authorization for the same request; null when the server does not offer a Digest that is known here.</summary>
    internal string? Answer(SipRequest request, SipResponse challenge)
    {
        foreach (var header in challenge.Headers.All(SipHeaderNames.WwwAuthenticate))
        {
            if (!Credentials.TryParse(header, out var offer) || !DigestScheme.SchemeName.Equals(offer.Scheme, StringComparison.OrdinalIgnoreCase)) { continue; }
            if (DigestAlgorithm.Find(offer["algorithm"]) is { } algorithm) { return Answer(request, offer, algorithm); }
        }

        return null;
    }

    // A record prints its members.
    public override string ToString() => User;

    private string Answer(SipRequest request, Credentials offer, DigestAlgorithm algorithm)
    {
        const string Count = "00000001";
        var (realm, nonce, uri) = (offer["realm"] ?? "", offer["nonce"] ?? "", request.RequestUri.Text);
        var clientNonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var response = algorithm.Respond(
            algorithm.Secret(User, realm, Password), request.Method, uri, nonce, Count, clientNonce);
        return $"{DigestScheme.SchemeName} username=\"{User}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", response=\"{response}\", "
            + $"algorithm={algorithm.Name}, cnonce=\"{clientNonce}\", qop=auth, nc={Count}";
    }
}
