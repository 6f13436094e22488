using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersistentChat.Server.Browser.OpenId;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>Which ID tokens are believed.</summary>
internal sealed class IdTokenTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(1_000_000);
    private static readonly IdToken.Expected Expected = new("https://login.example", "us", "n", Now);
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA Another = RSA.Create(2048);

    [OneTimeTearDown]
    public void Close()
    {
        Key.Dispose();
        Another.Dispose();
    }

    [TestCase("{}")]
    [TestCase("""{"aud":["us"]}""")]
    [TestCase("""{"aud":["us","them"],"azp":"us"}""")]
    [TestCase("""{"exp":999900}""", Description = "clocks differ")]
    public void What_the_provider_says_to_us_now_is_believed(string changes) =>
        Assert.That(Read(FakeProvider.Sign(Claims(changes), Key)).GetProperty("sub").GetString(), Is.EqualTo("4711"));

    [TestCase("""{"iss":"https://evil.example"}""")]
    [TestCase("""{"iss":"https://login.example/"}""")]
    [TestCase("""{"iss":null}""")]
    [TestCase("""{"aud":"them"}""")]
    [TestCase("""{"aud":[]}""")]
    [TestCase("""{"aud":7}""")]
    [TestCase("""{"aud":["us","them"]}""")]
    [TestCase("""{"azp":"them"}""")]
    [TestCase("""{"nonce":"m"}""")]
    [TestCase("""{"nonce":null}""")]
    [TestCase("""{"exp":999880}""")]
    [TestCase("""{"exp":null}""")]
    [TestCase("""{"exp":"never"}""")]
    [TestCase("""{"exp":1e300}""")]
    [TestCase("""{"nbf":1000121}""")]
    public void What_is_not_said_by_the_provider_to_us_now_is_not_believed(string changes) => Refused(FakeProvider.Sign(Claims(changes), Key));

    [Test]
    public void Only_what_is_signed_with_a_key_of_the_provider_is_read()
    {
        var good = FakeProvider.Sign(Claims("{}"), Key);
        var parts = good.Split('.');
        var other = FakeProvider.Sign(Claims("""{"sub":"1"}"""), Key).Split('.');
        Refused(FakeProvider.Sign(Claims("{}"), Another));
        Refused($"{parts[0]}.{other[1]}.{parts[2]}");
        Refused($"{parts[0]}.{parts[1]}.");
        Refused($"{parts[0]}.{parts[1]}");
        Refused($"{Encode("""{"alg":"none"}""")}.{parts[1]}.");
        Refused($"{Encode("""{"alg":"none"}""")}.{parts[1]}.{parts[2]}");
        Refused(FakeProvider.Sign(Claims("{}"), Key, "RS512"));
        // The public key taken for a shared one: the oldest trick.
        var text = $"{Encode("""{"alg":"HS256","kid":"k1"}""")}.{parts[1]}";
        var mac = HMACSHA256.HashData(Key.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(text));
        Refused($"{text}.{Base64Url.EncodeToString(mac)}");
        Refused("");
        Refused("..");
        Refused("a.b.c");
        Refused(new string('a', 100_000) + ".b.c");
        Assert.That(IdToken.KeyIdOf(good), Is.EqualTo("k1"));
        Assert.That(IdToken.KeyIdOf("7"), Is.Null);
    }

    [Test]
    public void Elliptic_curves_are_understood_too()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var known = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
        var text = $"{Encode("""{"alg":"ES256"}""")}.{Encode(Claims("{}").ToJsonString())}";
        var signed = $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
        Assert.That(Read(signed, known).GetProperty("sub").GetString(), Is.EqualTo("4711"));
        Refused(signed);
    }

    private static JsonObject Claims(string changes)
    {
        var claims = new JsonObject { ["iss"] = "https://login.example", ["aud"] = "us", ["nonce"] = "n", ["exp"] = 1_000_300, ["sub"] = "4711" };
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            claims[name] = value?.DeepClone();
        }

        return claims;
    }

    private static void Refused(string token) => Assert.That(() => Read(token), Throws.InstanceOf<OpenIdException>(), token);

    private static JsonElement Read(string token, JsonObject? key = null) =>
        IdToken.Read(token, [JsonSerializer.SerializeToElement(key ?? FakeProvider.KeyOf(Key))], Expected);

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
