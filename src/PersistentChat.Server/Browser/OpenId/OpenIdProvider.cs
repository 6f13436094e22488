using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// What the identity provider says about itself (OpenID Connect Discovery 1.0) and the keys it signs with, asked for when they are
/// needed first, and again after an hour or when there is a key that is not known.
/// </summary>
internal sealed class OpenIdProvider(IOptions<OpenIdOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _asking = new(1);
    private State? _state;

    /// <exception cref="OpenIdException">It does not say what it must.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<State> AskAsync(HttpClient http, string? keyId, CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            if (_state is not { } state || IsOld(state, keyId))
            {
                _state = state = await FetchAsync(http, ct);
            }

            return state;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private bool IsOld(State state, string? keyId)
    {
        var age = clock.GetElapsedTime(state.AskedAt);
        return age >= GoodFor || (age >= AskedAgainAfter && keyId is not null && !state.Keys.Any(key => Text(key, "kid") == keyId));
    }

    private async Task<State> FetchAsync(HttpClient http, CancellationToken ct)
    {
        var issuer = options.Value.Authority.TrimEnd('/');
        using var about = await GetAsync(http, Address($"{issuer}/.well-known/openid-configuration"), ct);
        if (Text(about.RootElement, "issuer")?.TrimEnd('/') != issuer)
        {
            throw new OpenIdException($"What answers at {issuer} says that it is another");
        }

        using var keys = await GetAsync(http, Address(Text(about.RootElement, "jwks_uri")), ct);
        return new State(
            Text(about.RootElement, "issuer")!,
            Address(Text(about.RootElement, "authorization_endpoint")),
            Address(Text(about.RootElement, "token_endpoint")),
            [.. keys.RootElement.GetProperty("keys").EnumerateArray().Where(IsForSignatures).Select(key => key.Clone())],
            clock.GetTimestamp());
    }

    private static async Task<JsonDocument> GetAsync(HttpClient http, string address, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(address), ct);
        answer.EnsureSuccessStatusCode();
        try
        {
            return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException wrong)
        {
            throw new OpenIdException($"What {address} answers cannot be read", wrong);
        }
    }

    /// <summary>What people and keys are told by is not read off a line that others could write on.</summary>
    internal static string Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? text
            : throw new OpenIdException($"\"{text}\" is no https address");

    private static bool IsForSignatures(JsonElement key) => Text(key, "use") is null or "sig";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <param name="AskedAt">Timestamp.</param>
    internal sealed record State(
        string Issuer, string AuthorizationEndpoint, string TokenEndpoint, IReadOnlyList<JsonElement> Keys, long AskedAt);
}
