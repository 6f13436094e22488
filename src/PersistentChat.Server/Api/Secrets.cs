using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Server.Api;

/// <summary>
/// What somebody shows to be recognised as the holder of something stored: a prefix that says what it is, the id of that, 256 random
/// bits. Stored is a hash, which need not be a slow one: there is nothing to try.
/// </summary>
internal static class Secrets
{
    private const int IdLength = 32;
    private const int SecretBytes = 32;

    /// <summary>A new one for an id, and what is kept of it.</summary>
    public static (string Secret, string Hash) Make(string prefix, Guid id)
    {
        var secret = $"{prefix}{id:N}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (secret, HashOf(secret));
    }

    /// <summary>The id that is claimed. Null: it has not the form of one.</summary>
    public static Guid? IdOf(string prefix, string presented) =>
        presented.Length == prefix.Length + IdLength + (2 * SecretBytes)
        && presented.StartsWith(prefix, StringComparison.Ordinal)
        && Guid.TryParseExact(presented.AsSpan(prefix.Length, IdLength), "N", out var id)
            ? id
            : null;

    /// <summary>Takes the same time whatever differs.</summary>
    public static bool Fits(string presented, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(presented)), Encoding.ASCII.GetBytes(hash));

    private static string HashOf(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
