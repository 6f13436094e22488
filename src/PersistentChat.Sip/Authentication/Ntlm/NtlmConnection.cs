using System.Security.Cryptography;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>
/// The handshake of one connection (MS-SIPAE section 3.3.5): an empty first token, our challenge, the client's answer to it. In
/// version 4 that answer is signed already, with the keys that come out of it.
/// </summary>
internal sealed class NtlmConnection(ISignInAccounts accounts, SignatureOptions options) : ISchemeConnection
{
    private const string Scheme = "NTLM";

    // For who does not exist the same is computed, with this.
    private static readonly byte[] NobodysHash = RandomNumberGenerator.GetBytes(16);

    private NtlmChallenge? _pending;
    private string _opaque = "";

    private SignatureTerms Offered => new(Scheme, options.Realm, options.Host, options.NewestVersion);

    public IEnumerable<string> Offer() => [$"{Scheme} {Offered.Parameters}"];

    public SchemeAnswer Check(SipRequest request, Credentials credentials)
    {
        // Signed with keys that this connection does not know.
        if (!credentials.IsHandshake) { return new SchemeAnswer.Continue(Offer().Single()); }
        var version = SignatureTerms.VersionOf(credentials);
        if (version < options.OldestVersion || version > options.NewestVersion) { return new SchemeAnswer.Failed($"version {version}"); }
        if (credentials["realm"] != options.Realm || credentials["targetname"] != options.Host)
        {
            return new SchemeAnswer.Failed("realm or target name of another server");
        }

        return credentials["gssapi-data"] is { Length: > 0 } token
            ? Prove(request, credentials, token, Offered with { Version = version })
            : Challenge(Offered with { Version = version });
    }

    public void Dispose()
    {
        // The keys belong to the association that was handed over.
    }

    private SchemeAnswer.Continue Challenge(SignatureTerms terms)
    {
        _pending = NtlmChallenge.Create(accounts.Domain, options.Host);
        _opaque = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        return new SchemeAnswer.Continue(
            $"{Scheme} opaque=\"{_opaque}\", gssapi-data=\"{Convert.ToBase64String(_pending.Bytes)}\", {terms.Parameters}");
    }

    private SchemeAnswer Prove(SipRequest request, Credentials credentials, string token, SignatureTerms terms)
    {
        // Good for one answer, whatever that is.
        var challenge = _pending;
        _pending = null;
        if (challenge is null || credentials["opaque"] != _opaque) { return new SchemeAnswer.Failed("no challenge was given for this"); }

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || !NtlmAuthenticate.TryParse(bytes[..length], out var message))
        {
            return new SchemeAnswer.Failed("not an AUTHENTICATE message of NTLM version 2");
        }

        if (!message.Flags.HasFlag(NtlmFlags.Needed)) { return new SchemeAnswer.Failed($"too weak: {message.Flags}"); }
        var account = accounts.Find(message.User, message.Domain, request.From.Uri.AddressOfRecord);
        var session = FindSessionKey(challenge, message, account?.Secrets?.NtHash ?? NobodysHash);
        if (account?.Secrets is null || session is null) { return new SchemeAnswer.Failed("wrong name or password"); }

        var security = new SecurityAssociation(terms, _opaque, new NtlmSigner(session));
        if (security.VerifyFirst(request, credentials)) { return new SchemeAnswer.Proven(account, security); }
        security.Dispose();
        return new SchemeAnswer.Failed("the signature of the request is wrong, or missing");
    }

    /// <summary>Null: the proof is none.</summary>
    private static byte[]? FindSessionKey(NtlmChallenge challenge, NtlmAuthenticate message, ReadOnlyMemory<byte> ntHash)
    {
        byte[]? session = null;

        // COMPAT(pidgin-sipe): it puts ASCII letters only into capitals, others all of them.
        foreach (var user in new[] { message.User.ToUpperInvariant(), AsciiCapitals(message.User) })
        {
            var key = NtlmKeys.ResponseKey(ntHash.Span, user, message.Domain);
            var proof = NtlmKeys.Proof(key, challenge.Nonce, message.ClientChallenge.Span);
            if (!CryptographicOperations.FixedTimeEquals(proof, message.Proof.Span)) { continue; }
            session = NtlmKeys.ExportedSessionKey(key, proof, message.SessionKey.Span);
        }

        return session is null || (message.HasMic && !message.IsMicRight(challenge.Bytes, session)) ? null : session;
    }

    private static string AsciiCapitals(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 'a' + 'A') : c));
}
