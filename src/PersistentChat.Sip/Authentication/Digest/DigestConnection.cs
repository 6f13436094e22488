using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication.Digest;

/// <summary>Digest on one connection.</summary>
internal sealed class DigestConnection(
    ISignInAccounts accounts, IReadOnlyList<DigestAlgorithm> algorithms, DigestNonces nonces)
    : ISchemeConnection
{
    private const int CountDigits = 8;

    // For who does not exist the same is computed, with this.
    private static readonly PasswordSecrets Nobody = new(
        default, RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(64, lowercase: true));

    public IEnumerable<string> Offer() => algorithms.Select(Challenge);

    /// <remarks>
    /// <c>uri</c> is what the client hashed, and is not compared with the Request-URI, which those on the way may change
    /// (RFC 3261 section 22.4): a nonce is good on this connection only, and once for each count.
    /// </remarks>
    public SchemeAnswer Check(SipRequest request, Credentials credentials)
    {
        if (DigestAlgorithm.Find(credentials["algorithm"]) is not { } algorithm || !algorithms.Contains(algorithm))
        {
            return Failed("an algorithm that is not offered");
        }

        if (!string.Equals(credentials["qop"], "auth", StringComparison.OrdinalIgnoreCase)) { return Failed("no qop=auth"); }
        if (credentials is not { } given
            || given["username"] is not { } user
            || given["nonce"] is not { } nonce
            || given["uri"] is not { } uri
            || given["cnonce"] is not { Length: > 0 } clientNonce
            || given["response"] is not { } response
            || given["nc"] is not { Length: CountDigits } countText
            || !uint.TryParse(countText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count))
        {
            return Failed("incomplete credentials");
        }

        if (given["realm"] != accounts.Domain) { return Failed("realm of another server"); }
        if (!nonces.IsCurrent(nonce)) { return Stale(algorithm); }

        var account = accounts.Find(user, accounts.Domain, request.From.Uri.AddressOfRecord);
        var expected = algorithm.Respond(
            algorithm.SecretOf(account?.Secrets ?? Nobody), request.Method, uri, nonce, countText, clientNonce);
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(response));
        if (account?.Secrets is null || !isRight) { return Failed("wrong name or password"); }

        // Looked at last, so that nobody but the person can use a nonce up.
        return nonces.TryUse(nonce, count) ? new SchemeAnswer.Proven(account, Security: null) : Stale(algorithm);
    }

    public void Dispose()
    {
        // Nonces are no secrets.
    }

    private static SchemeAnswer.Failed Failed(string reason) => new(reason, MayTryAgain: true);

    // Who sent a count twice is not let in by that, and is told so as well: the answer was no longer good.
    private SchemeAnswer.Continue Stale(DigestAlgorithm algorithm) => new($"{Challenge(algorithm)}, stale=true");

    private string Challenge(DigestAlgorithm algorithm) =>
        $"{DigestScheme.SchemeName} realm=\"{accounts.Domain}\", nonce=\"{nonces.Create()}\", algorithm={algorithm.Name}, qop=\"auth\"";
}
