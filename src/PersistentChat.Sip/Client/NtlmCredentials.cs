using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>What a client signs in with when it is asked to by NTLM, and by nothing that it would rather use (MS-SIPAE section 3.2).</summary>
/// <param name="User"><c>user</c> or <c>user@domain</c>.</param>
/// <param name="NtHash">MD4 of the password in UTF-16LE, 16 bytes: as good as the password.</param>
public sealed record NtlmCredentials(string User, ReadOnlyMemory<byte> NtHash)
{
    private const string Scheme = "NTLM";
    private const int KeyLength = 16;
    private const int HeadLength = 72;

    // A record prints its members.
    public override string ToString() => User;

    /// <summary>On which terms the server offers NTLM, and how to ask for a challenge. Null: it does not.</summary>
    internal static (SignatureTerms Terms, string Authorization)? Begin(SipResponse offer)
    {
        if (OfferIn(offer) is not { } offered || offered["realm"] is not { } realm || offered["targetname"] is not { } target) { return null; }
        var terms = new SignatureTerms(Scheme, realm, target, SignatureTerms.VersionOf(offered));
        return (terms, $"{Scheme} qop=\"auth\", gssapi-data=\"\", {terms.Parameters}");
    }

    /// <summary>The keys that answer the challenge, and prove it with the next message. Null: it is none.</summary>
    internal ClientSecurity? Answer(SipResponse challenge, SignatureTerms terms)
    {
        if (OfferIn(challenge) is not { } offered || offered["opaque"] is not { } opaque) { return null; }
        var token = offered["gssapi-data"] ?? "";
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || !TryRead(bytes[..length], out var nonce, out var target)) { return null; }

        var session = RandomNumberGenerator.GetBytes(KeyLength);
        return new ClientSecurity(terms, opaque, new NtlmSigner(session, isClient: true), Authenticate(nonce, target, session));
    }

    private static Credentials? OfferIn(SipResponse challenge) => challenge.Headers.All(SipHeaderNames.WwwAuthenticate)
        .Select(header => Credentials.TryParse(header, out var offer) ? offer : null)
        .FirstOrDefault(offer => Scheme.Equals(offer?.Scheme, StringComparison.OrdinalIgnoreCase));

    // CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2).
    private static bool TryRead(byte[] challenge, out byte[] nonce, out ReadOnlyMemory<byte> target)
    {
        (nonce, target) = ([], default);
        if (challenge.Length < 48 || !NtlmMessage.IsOfType(challenge, 2) || !NtlmMessage.TryReadField(challenge, 40, out target)) { return false; }
        nonce = challenge[24..(24 + NtlmChallenge.NonceLength)];
        return true;
    }

    // AUTHENTICATE_MESSAGE (section 2.2.1.3) with an NTLMv2 response (section 3.3.2), without a signature of the handshake: the
    // message that it goes with is signed.
    private byte[] Authenticate(byte[] nonce, ReadOnlyMemory<byte> target, byte[] session)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(time, DateTime.UtcNow.ToFileTimeUtc());
        byte[] client = [1, 1, 0, 0, 0, 0, 0, 0, .. time, .. RandomNumberGenerator.GetBytes(8), 0, 0, 0, 0, .. target.Span, 0, 0, 0, 0];
        var key = NtlmKeys.ResponseKey(NtHash.Span, User.ToUpperInvariant(), domain: "");
        var proof = NtlmKeys.Proof(key, nonce, client);

        // The session key travels under a key that only who knows the password can make; the cipher is its own inverse.
        var encrypted = NtlmKeys.ExportedSessionKey(key, proof, session);
        byte[] response = [.. proof, .. client];
        var user = Encoding.Unicode.GetBytes(User);
        var message = new byte[HeadLength + user.Length + response.Length + encrypted.Length];
        NtlmMessage.WriteHead(message, type: 3);
        NtlmMessage.WriteField(message, 12, HeadLength, []);
        NtlmMessage.WriteField(message, 20, HeadLength + user.Length, response);
        NtlmMessage.WriteField(message, 28, HeadLength, []);
        NtlmMessage.WriteField(message, 36, HeadLength, user);
        NtlmMessage.WriteField(message, 44, HeadLength, []);
        NtlmMessage.WriteField(message, 52, HeadLength + user.Length + response.Length, encrypted);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(60), (uint)NtlmFlags.Needed);
        return message;
    }
}
