using System.Buffers.Binary;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>
/// The first message of a handshake, byte by byte (RFC 5246 section 7.4.1.2): the TLS of this machine would refuse by itself to
/// ask for an old version.
/// </summary>
internal static class ClientHello
{
    private static readonly byte[] Suites =
    [
        0xc0, 0x2f, // ECDHE_RSA_WITH_AES_128_GCM_SHA256: only 1.2 has it
        0xc0, 0x13, // ECDHE_RSA_WITH_AES_128_CBC_SHA: every version has it
        0x00, 0x2f, // RSA_WITH_AES_128_CBC_SHA
    ];

    private static readonly byte[] Extensions =
    [
        0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, // groups: secp256r1
        0x00, 0x0b, 0x00, 0x02, 0x01, 0x00, // points: uncompressed
        0x00, 0x0d, 0x00, 0x06, 0x00, 0x04, 0x04, 0x01, 0x08, 0x04, // signatures: RSA with SHA-256, PKCS#1 and PSS
    ];

    /// <param name="version">The highest the client knows: 0x0301 is TLS 1.0, 0x0302 1.1, 0x0303 1.2.</param>
    public static byte[] Of(int version)
    {
        byte[] body =
        [
            .. Number(version), .. new byte[32], 0, // random; no session
            .. Number(Suites.Length), .. Suites,
            1, 0, // no compression
            .. Number(Extensions.Length), .. Extensions,
        ];
        byte[] handshake = [1, 0, .. Number(body.Length), .. body];
        return [22, 3, 1, .. Number(handshake.Length), .. handshake];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
