namespace PersistentChat.Management.Client;

/// <summary>The compliance archives that the server writes; who looks is recorded.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class ArchiveResource
{
    private const string Path = "api/archives";
    private const string KeyPath = "api/archive-keys";
    private readonly ApiConnection _api;

    internal ArchiveResource(ApiConnection api) => _api = api;

    public IAsyncEnumerable<ArchiveDetails> ListAsync(CancellationToken ct) => _api.ListAsync<ArchiveDetails>(Path, [], ct);

    /// <summary>The slices of an archive, oldest first.</summary>
    public IAsyncEnumerable<ArchiveSlice> SlicesAsync(string name, CancellationToken ct) =>
        _api.ListAsync<ArchiveSlice>($"{PathOf(name)}/slices", [], ct);

    /// <summary>Brings a file of an archive.</summary>
    public Task BringAsync(string name, string file, Stream to, CancellationToken ct) =>
        _api.BringAsync($"{PathOf(name)}/files/{Uri.EscapeDataString(file)}", to, _ => { }, ct);

    /// <summary>The server compares an archive with its heads; that reads all of it.</summary>
    public Task<ArchiveVerification> VerifyAsync(string name, CancellationToken ct) =>
        _api.AskLongAsync<ArchiveVerification>(HttpMethod.Get, $"{PathOf(name)}/verification", body: null, ct);

    /// <summary>Names of the public keys, oldest first: the first is the one to trust.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(CancellationToken ct) =>
        (await _api.AskAsync<Page<string>>(HttpMethod.Get, KeyPath, body: null, ct)).Items;

    /// <summary>Brings a public key (PEM).</summary>
    public Task BringKeyAsync(string file, Stream to, CancellationToken ct) =>
        _api.BringAsync($"{KeyPath}/{Uri.EscapeDataString(file)}", to, _ => { }, ct);

    private static string PathOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";
}
