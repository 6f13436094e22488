using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// What an identity provider says about somebody: a signed JSON Web Token (RFC 7519), checked as OpenID Connect Core 1.0 section
/// 3.1.3.7 asks for. Signatures by RSA and ECDSA with SHA-256, as nearly every provider makes them; "none" and shared keys are not
/// accepted.
/// </summary>
internal static class IdToken
{
    private const int MaxLength = 64 * 1024;

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(2);

    /// <summary>The id of the key that a token is signed with. Null: it is no such token, or does not say.</summary>
    public static string? KeyIdOf(string token)
    {
        try
        {
            using var head = Part(token.Split('.')[0]);
            return Text(head.RootElement, "kid");
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What it says.</summary>
    /// <param name="keys">Of the provider, JSON Web Keys (RFC 7517).</param>
    /// <exception cref="OpenIdException">It is not good; the message says why, for the log.</exception>
    public static JsonElement Read(string token, IReadOnlyList<JsonElement> keys, Expected expected)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3 || token.Length > MaxLength) { throw new OpenIdException("it is no signed token"); }
            using var head = Part(parts[0]);
            if (!IsSigned(head.RootElement, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2]), keys))
            {
                throw new OpenIdException("its signature is not the provider's");
            }

            using var claims = Part(parts[1]);
            return Check(claims.RootElement, expected) is { } problem ? throw new OpenIdException(problem) : claims.RootElement.Clone();
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or CryptographicException or InvalidOperationException)
        {
            throw new OpenIdException("it cannot be read", wrong);
        }
    }

    private static bool IsSigned(JsonElement head, string text, byte[] signature, IReadOnlyList<JsonElement> keys)
    {
        var (algorithm, id) = (Text(head, "alg"), Text(head, "kid"));
        var data = Encoding.ASCII.GetBytes(text);
        return keys
            .Where(key => id is null || Text(key, "kid") == id)
            .Any(key => (algorithm, Text(key, "kty")) switch
            {
                ("RS256", "RSA") => ByRsa(key, data, signature, RSASignaturePadding.Pkcs1),
                ("PS256", "RSA") => ByRsa(key, data, signature, RSASignaturePadding.Pss),
                ("ES256", "EC") => ByEcdsa(key, data, signature),
                _ => false,
            });
    }

    private static bool ByRsa(JsonElement key, byte[] data, byte[] signature, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Number(key, "n"), Exponent = Number(key, "e") });
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }

    private static bool ByEcdsa(JsonElement key, byte[] data, byte[] signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Number(key, "x"), Y = Number(key, "y") },
        });
        return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }

    private static string? Check(JsonElement claims, Expected expected)
    {
        var audience = claims.TryGetProperty("aud", out var aud)
            ? aud.ValueKind is JsonValueKind.Array ? [.. aud.EnumerateArray().Select(it => it.GetString())] : [aud.GetString()]
            : Array.Empty<string?>();
        var party = Text(claims, "azp");
        return Text(claims, "iss") != expected.Issuer ? "it is of another issuer"
            : !audience.Contains(expected.ClientId) ? "it is for another server"
            : (audience.Length > 1 || party is not null) && party != expected.ClientId ? "it was given to another server"
            : Text(claims, "nonce") != expected.Nonce ? "it was not asked for with this sign-in"
            : Time(claims, "exp") is not { } end || end + ClocksDiffer <= expected.Now ? "it has expired"
            : Time(claims, "nbf") is { } begin && begin - ClocksDiffer > expected.Now ? "it does not hold yet"
            : null;
    }

    private static JsonDocument Part(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part));

    private static byte[] Number(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name));

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    /// <summary>What a token must say to be meant for this sign-in.</summary>
    public sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset Now);
}
