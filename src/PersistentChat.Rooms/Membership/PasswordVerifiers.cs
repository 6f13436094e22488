using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Everything a password can be checked against, derived at once when it is set, so that a scheme added later works for
/// people who exist now. Most of it is as good as the password: it is stored encrypted only (<see cref="Passwords"/>).
/// </summary>
/// <param name="NtHash">For NTLM: MD4 of the password in UTF-16LE, 16 bytes.</param>
/// <param name="User">For Digest, when the client signs in as <c>user</c>.</param>
/// <param name="UserAtDomain">For Digest, when the client signs in as <c>user@domain</c>.</param>
/// <param name="Salt">Of <paramref name="Slow"/>.</param>
/// <param name="Slow">PBKDF2-HMAC-SHA256, 32 bytes, for the front doors that are told the password itself.</param>
public sealed record PasswordVerifiers(
    byte[] NtHash, DigestSecrets User, DigestSecrets UserAtDomain, byte[] Salt, int Iterations, byte[] Slow)
{
    // Not more: whoever can decrypt these has the NT hash beside it, which is quick to try passwords on.
    private const int CurrentIterations = 100_000;

    /// <param name="uri"><c>sip:user@domain</c></param>
    public static PasswordVerifiers Derive(string uri, string realm, string password)
    {
        var address = uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var user = address[..address.IndexOf('@', StringComparison.Ordinal)];
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PasswordVerifiers(
            Md4.Hash(Encoding.Unicode.GetBytes(password)),
            DigestSecrets.Derive(user, realm, password),
            DigestSecrets.Derive(address, realm, password),
            salt,
            CurrentIterations,
            Slowly(password, salt, CurrentIterations));
    }

    /// <summary>Takes long by intention; the comparison takes the same time whatever differs.</summary>
    public bool Matches(string password) =>
        CryptographicOperations.FixedTimeEquals(Slow, Slowly(password, Salt, Iterations));

    public override string ToString() => nameof(PasswordVerifiers);

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, VerifierJson.Default.PasswordVerifiers);

    internal static PasswordVerifiers FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, VerifierJson.Default.PasswordVerifiers)
        ?? throw new JsonException("There are no verifiers here");

    private static byte[] Slowly(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32);
}

[JsonSerializable(typeof(PasswordVerifiers))]
internal sealed partial class VerifierJson : JsonSerializerContext;
