namespace PersistentChat.Management.Client;

/// <summary>A whole pool, from one server to another.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class TransferResource
{
    private readonly ApiConnection _api;

    internal TransferResource(ApiConnection api) => _api = api;

    /// <summary>Writes the pool as a zip.</summary>
    /// <param name="level">How much; null: all.</param>
    /// <param name="to">Where to.</param>
    /// <param name="onProgress">Called now and then with the bytes there are.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task ExportAsync(ExportLevel? level, Stream to, Action<long> onProgress, CancellationToken ct) =>
        _api.BringAsync(Query.Of("api/export", ("level", level)), to, onProgress, ct);

    /// <summary>Takes in what was exported.</summary>
    /// <param name="zip">Read to its end.</param>
    /// <param name="dryRun">Only says what is there already and what would be made.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<ImportReport> ImportAsync(Stream zip, bool dryRun, CancellationToken ct)
    {
        var content = new StreamContent(zip);
        content.Headers.ContentType = new("application/zip");
        return _api.AskLongAsync<ImportReport>(HttpMethod.Post, Query.Of("api/import", ("dryRun", dryRun ? true : null)), content, ct);
    }
}
