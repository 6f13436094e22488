namespace PersistentChat.Management.Client;

/// <summary>A list that things are made in and taken out of.</summary>
/// <typeparam name="TDetails">What is told of each.</typeparam>
/// <typeparam name="TNew">What one is made of.</typeparam>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public class Resource<TDetails, TNew>
    where TNew : notnull
{
    internal Resource(ApiConnection api, string path) => (Api, Path) = (api, path);

    internal ApiConnection Api { get; }

    internal string Path { get; }

    public IAsyncEnumerable<TDetails> ListAsync(CancellationToken ct) => Api.ListAsync<TDetails>(Path, [], ct);

    public Task<TDetails> CreateAsync(TNew wanted, CancellationToken ct) => Api.AskAsync<TDetails>(HttpMethod.Post, Path, wanted, ct);

    public Task DeleteAsync(Guid id, CancellationToken ct) => Api.DoAsync(HttpMethod.Delete, PathOf(id), body: null, ct);

    internal string PathOf(Guid id) => $"{Path}/{id:D}";
}
