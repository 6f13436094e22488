namespace PersistentChat.Management.Client;

/// <summary>Access tokens.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class TokenResource
{
    private readonly ApiConnection _api;

    internal TokenResource(ApiConnection api) => _api = api;

    public IAsyncEnumerable<TokenDetails> ListAsync(CancellationToken ct) => _api.ListAsync<TokenDetails>("api/tokens", [], ct);

    public Task<IssuedToken> CreateAsync(NewToken wanted, CancellationToken ct) =>
        _api.AskAsync<IssuedToken>(HttpMethod.Post, "api/tokens", wanted, ct);

    public Task RevokeAsync(Guid id, CancellationToken ct) => _api.DoAsync(HttpMethod.Delete, $"api/tokens/{id:D}", body: null, ct);
}
