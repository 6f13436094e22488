using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>
/// An OpenID Connect provider on this machine, where whoever comes is signed in already: discovery, code flow that insists on PKCE and
/// on the client's secret, signed ID tokens.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "persistent-chat";
    public const string ClientSecret = "se&cret of=this";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = [];
    private readonly WebApplication _app;

    private FakeProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => TypedResults.Json(new
        {
            issuer = Issuer ?? Address,
            authorization_endpoint = $"{Address}/authorize",
            token_endpoint = $"{Address}/token",
            jwks_uri = $"{Address}/keys",
        }));
        _app.MapGet("/keys", () => TypedResults.Json(new { keys = new[] { KeyOf(_key) } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
    }

    public string Address => _app.Urls.Single();

    /// <summary>What it says that it is. Null: the truth.</summary>
    public string? Issuer { get; set; }

    /// <summary>Does to the claims of the next tokens what a test is about.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };

    /// <summary>Signs the next tokens. Null: with the key that it tells everybody.</summary>
    public RSA? AnotherKey { get; set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var provider = new FakeProvider();
        await provider._app.StartAsync(Patience.Token);
        return provider;
    }

    /// <summary>A JSON Web Token, RS256.</summary>
    public static string Sign(JsonObject claims, RSA key, string algorithm = "RS256")
    {
        var text = $"{Encode(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"k1"}"""))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static JsonObject KeyOf(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "k1", ["n"] = Encode(numbers.Modulus!), ["e"] = Encode(numbers.Exponent!) };
    }

    /// <summary>It is away.</summary>
    public Task StopAsync() => _app.StopAsync(Patience.Token);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(Patience.Token);
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256"
            || query["code_challenge"].ToString().Length < 43 || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            return TypedResults.BadRequest();
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = query;
        return TypedResults.Redirect(QueryHelpers.AddQueryString(
            query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(Patience.Token);
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["client_secret"] != ClientSecret
            || form["redirect_uri"] != asked["redirect_uri"] || form["grant_type"] != "authorization_code"
            || Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
        {
            return TypedResults.BadRequest(new { error = "invalid_grant" });
        }

        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["sub"] = "4711",
            ["nonce"] = asked["nonce"].ToString(),
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
            ["preferred_username"] = "Ada@example.com",
        };
        Change(claims);
        return TypedResults.Json(new { access_token = "a", token_type = "Bearer", id_token = Sign(claims, AnotherKey ?? _key) });
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
