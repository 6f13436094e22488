using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>The CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2). Its eight random bytes are good for one answer.</summary>
internal sealed class NtlmChallenge
{
    public const int NonceLength = 8;

    private const int HeadLength = 56;

    private NtlmChallenge(byte[] nonce, byte[] bytes) => (Nonce, Bytes) = (nonce, bytes);

    public byte[] Nonce { get; }

    public byte[] Bytes { get; }

    /// <param name="domain">DNS name of the domain.</param>
    /// <param name="host">DNS name of this server.</param>
    public static NtlmChallenge Create(string domain, string host)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var oldDomain = OldName(domain);
        var target = Encoding.Unicode.GetBytes(oldDomain);

        // No time among them: with it clients would have to sign the handshake, which the real one does not.
        byte[] info =
        [
            .. Pair(AvId.OldDomain, oldDomain), .. Pair(AvId.OldHost, OldName(host)), .. Pair(AvId.Domain, domain), .. Pair(AvId.Host, host),
            .. Pair(AvId.End, ""),
        ];
        var bytes = new byte[HeadLength + target.Length + info.Length];
        NtlmMessage.WriteHead(bytes, type: 2);
        NtlmMessage.WriteField(bytes, 12, HeadLength, target);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), (uint)NtlmFlags.Offered);
        nonce.CopyTo(bytes.AsSpan(24));
        NtlmMessage.WriteField(bytes, 40, HeadLength + target.Length, info);

        // Version 6.1, NTLM revision 15 (section 2.2.2.10): of no meaning, but expected to be something.
        ReadOnlySpan<byte> version = [6, 1, 0, 0, 0, 0, 0, 15];
        version.CopyTo(bytes.AsSpan(48));
        return new NtlmChallenge(nonce, bytes);
    }

    // NetBIOS names are a label in capitals, of 15 characters at most.
    private static string OldName(string name)
    {
        var label = name.Split('.')[0].ToUpperInvariant();
        return label.Length > 15 ? label[..15] : label;
    }

    private static byte[] Pair(AvId id, string value)
    {
        var text = Encoding.Unicode.GetBytes(value);
        var pair = new byte[4 + text.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(pair, (ushort)id);
        BinaryPrimitives.WriteUInt16LittleEndian(pair.AsSpan(2), (ushort)text.Length);
        text.CopyTo(pair.AsSpan(4));
        return pair;
    }
}
