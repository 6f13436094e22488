using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>How NTLM version 2 makes keys of a password's hash (MS-NLMP sections 3.3.2 and 3.4.5).</summary>
[SuppressMessage("Security", "CA5351", Justification = "NTLM is defined on MD5.")]
internal static class NtlmKeys
{
    /// <summary>SIP has its own numbers; NTLM's is always this one (MS-SIPAE section 3.1).</summary>
    public const uint SequenceNumber = 100;

    /// <summary>NTOWFv2: of the user, domain and password, 16 bytes.</summary>
    /// <param name="ntHash">MD4 of the password.</param>
    /// <param name="user">As the client wrote it, in capitals.</param>
    /// <param name="domain">As the client wrote it.</param>
    public static byte[] ResponseKey(ReadOnlySpan<byte> ntHash, string user, string domain) =>
        Hmac(ntHash, Encoding.Unicode.GetBytes(user + domain));

    /// <summary>NTProofStr: what only who knows the password can make of both ends' random bytes.</summary>
    public static byte[] Proof(byte[] responseKey, byte[] nonce, ReadOnlySpan<byte> clientChallenge) =>
        Hmac(responseKey, [.. nonce, .. clientChallenge]);

    /// <summary>The session key that the client chose.</summary>
    public static byte[] ExportedSessionKey(byte[] responseKey, byte[] proof, ReadOnlySpan<byte> encrypted)
    {
        var key = new byte[16];
        Rc4.Transform(Hmac(responseKey, proof), encrypted, key);
        return key;
    }

    public static byte[] SigningKey(ReadOnlySpan<byte> session, bool isOfClient) =>
        MD5.HashData([.. session, .. isOfClient
            ? "session key to client-to-server signing key magic constant\0"u8
            : "session key to server-to-client signing key magic constant\0"u8]);

    public static byte[] SealingKey(ReadOnlySpan<byte> session, bool isOfClient) =>
        MD5.HashData([.. session, .. isOfClient
            ? "session key to client-to-server sealing key magic constant\0"u8
            : "session key to server-to-client sealing key magic constant\0"u8]);

    /// <summary>Without connection the cipher begins anew for every message, with a key of its own.</summary>
    public static byte[] MessageSealingKey(ReadOnlySpan<byte> sealing)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, SequenceNumber);
        return MD5.HashData([.. sealing, .. number]);
    }

    public static byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => HMACMD5.HashData(key, data);
}
