using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>The AUTHENTICATE_MESSAGE (MS-NLMP section 2.2.1.3).</summary>
internal sealed class NtlmAuthenticate
{
    private const int FlagsAt = 60;
    private const int MicAt = 72;
    private const int MicLength = 16;
    private const int HeadLength = 64;
    private const int ProofLength = 16;

    // Up to the target information of an NTLMv2_CLIENT_CHALLENGE (section 2.2.2.7), which begins with its version, twice.
    private const int ClientChallengeLength = 28;

    private readonly byte[] _bytes;

    private NtlmAuthenticate(byte[] bytes) => _bytes = bytes;

    public string User { get; private init; } = "";

    public string Domain { get; private init; } = "";

    public NtlmFlags Flags { get; private init; }

    /// <summary>The first part of the NTLMv2 response: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Proof { get; private init; }

    /// <summary>The rest of it, which the proof is made of.</summary>
    public ReadOnlyMemory<byte> ClientChallenge { get; private init; }

    /// <summary>Encrypted, 16 bytes.</summary>
    public ReadOnlyMemory<byte> SessionKey { get; private init; }

    /// <summary>The client has signed the handshake itself.</summary>
    public bool HasMic => _bytes.Length >= MicAt + MicLength && (AvFlags() & 2) != 0;

    /// <summary>False: it is none, or one of NTLM version 1, or without a session key.</summary>
    public static bool TryParse(byte[] bytes, [NotNullWhen(true)] out NtlmAuthenticate? message)
    {
        message = null;
        if (bytes.Length < HeadLength || !NtlmMessage.IsOfType(bytes, 3)) { return false; }
        if (!NtlmMessage.TryReadField(bytes, 20, out var response)) { return false; }
        if (!NtlmMessage.TryReadField(bytes, 28, out var domain) || !NtlmMessage.TryReadField(bytes, 36, out var user)) { return false; }
        if (!NtlmMessage.TryReadField(bytes, 52, out var key) || key.Length != 16) { return false; }
        if (response.Length < ProofLength + ClientChallengeLength) { return false; }
        var challenge = response[ProofLength..];
        if (challenge.Span[0] != 1 || challenge.Span[1] != 1) { return false; }

        message = new NtlmAuthenticate(bytes)
        {
            User = Encoding.Unicode.GetString(user.Span),
            Domain = Encoding.Unicode.GetString(domain.Span),
            Flags = (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(FlagsAt)),
            Proof = response[..ProofLength],
            ClientChallenge = challenge,
            SessionKey = key,
        };
        return true;
    }

    /// <summary>Whether the handshake is as the client saw it (section 3.1.5.1.2). Without connection it begins with the challenge.</summary>
    public bool IsMicRight(byte[] challenge, ReadOnlySpan<byte> exportedSessionKey)
    {
        byte[] handshake = [.. challenge, .. _bytes];
        handshake.AsSpan(challenge.Length + MicAt, MicLength).Clear();
        return CryptographicOperations.FixedTimeEquals(NtlmKeys.Hmac(exportedSessionKey, handshake), _bytes.AsSpan(MicAt, MicLength));
    }

    private uint AvFlags()
    {
        var rest = ClientChallenge.Span[ClientChallengeLength..];
        while (rest.Length >= 4)
        {
            var id = (AvId)BinaryPrimitives.ReadUInt16LittleEndian(rest);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            if (id == AvId.End || length > rest.Length - 4) { return 0; }
            if (id == AvId.Flags && length == 4) { return BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]); }
            rest = rest[(4 + length)..];
        }

        return 0;
    }
}
