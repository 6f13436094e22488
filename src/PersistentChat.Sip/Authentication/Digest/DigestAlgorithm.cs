using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Sip.Authentication.Digest;

/// <summary>A hash that Digest can be done with (RFC 8760 section 2), and the arithmetic of RFC 7616 section 3.4 with it.</summary>
internal sealed class DigestAlgorithm
{
    private static readonly DigestAlgorithm[] All =
    [
        new("SHA-256", SHA256.HashData, secrets => secrets.DigestSha256),
        new("MD5", Md5, secrets => secrets.DigestMd5),
    ];

    private readonly Func<byte[], byte[]> _hash;
    private readonly Func<PasswordSecrets, string> _secret;

    private DigestAlgorithm(string name, Func<byte[], byte[]> hash, Func<PasswordSecrets, string> secret) =>
        (Name, _hash, _secret) = (name, hash, secret);

    public string Name { get; }

    /// <param name="name">Null is MD5 (RFC 7616 section 3.3).</param>
    /// <returns>Null: one that is not done here.</returns>
    public static DigestAlgorithm? Find(string? name) =>
        All.FirstOrDefault(it => it.Name.Equals(name ?? "MD5", StringComparison.OrdinalIgnoreCase));

    /// <summary>HA1, as it is kept.</summary>
    public string SecretOf(PasswordSecrets secrets) => _secret(secrets);

    public string Secret(string user, string realm, string password) => Hash($"{user}:{realm}:{password}");

    /// <summary>The <c>response</c> for <c>qop=auth</c>.</summary>
    public string Respond(string secret, string method, string uri, string nonce, string count, string clientNonce) =>
        Hash($"{secret}:{nonce}:{count}:{clientNonce}:auth:{Hash($"{method}:{uri}")}");

    [SuppressMessage("Security", "CA5351", Justification = "SIP clients of this age know Digest with MD5 only.")]
    private static byte[] Md5(byte[] text) => MD5.HashData(text);

    private string Hash(string text) => Convert.ToHexStringLower(_hash(Encoding.UTF8.GetBytes(text)));
}
