using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Rooms.Membership;

/// <summary>HA1 of one user name, as lower-case hex: what Digest (RFC 7616, section 3.4.2) computes with.</summary>
public sealed record DigestSecrets(string Md5, string Sha256)
{
    [SuppressMessage("Security", "CA5351", Justification = "SIP clients of this age know Digest with MD5 only.")]
    public static DigestSecrets Derive(string userName, string realm, string password)
    {
        var a1 = Encoding.UTF8.GetBytes($"{userName}:{realm}:{password}");
        return new DigestSecrets(
            Convert.ToHexStringLower(MD5.HashData(a1)), Convert.ToHexStringLower(SHA256.HashData(a1)));
    }

    // A record prints its members; these are as good as the password.
    public override string ToString() => nameof(DigestSecrets);
}
