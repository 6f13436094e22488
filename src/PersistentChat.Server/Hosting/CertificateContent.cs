using System.Security.Cryptography;

namespace PersistentChat.Server.Hosting;

/// <summary>The bytes of the certificate's file and, if it has one of its own, of the key's.</summary>
internal sealed record CertificateContent(byte[] Certificate, byte[]? Key)
{
    public bool IsPem => Certificate.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    /// <summary>Equal when nothing has changed (SHA-256).</summary>
    public string Fingerprint { get; } =
        Convert.ToHexString(SHA256.HashData(Certificate)) + (Key is null ? "" : Convert.ToHexString(SHA256.HashData(Key)));
}
