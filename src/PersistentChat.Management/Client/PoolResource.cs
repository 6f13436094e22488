namespace PersistentChat.Management.Client;

/// <summary>What holds for the whole pool.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class PoolResource
{
    private const string Path = "api/configuration";
    private readonly ApiConnection _api;

    internal PoolResource(ApiConnection api) => _api = api;

    public Task<Seen<PoolConfiguration>> GetAsync(CancellationToken ct) => _api.LookAsync<PoolConfiguration>(Path, ct);

    /// <param name="settings">All of them.</param>
    /// <param name="tag">Of the state that is changed (<see cref="Seen{T}.Tag"/>), or <c>*</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<PoolConfiguration> ChangeAsync(PoolSettings settings, string tag, CancellationToken ct) =>
        _api.ChangeAsync<PoolConfiguration>(Path, settings, tag, ct);

    /// <param name="from">The first day, UTC; null: 29 days before the last.</param>
    /// <param name="through">The last day; null: today.</param>
    /// <param name="top">Entries in each list; null: 10.</param>
    /// <param name="inactiveSince">Who has said nothing since that day is inactive; null: the first day.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<UsageReport> UsageAsync(DateOnly? from, DateOnly? through, int? top, DateOnly? inactiveSince, CancellationToken ct) =>
        _api.AskAsync<UsageReport>(
            HttpMethod.Get,
            Query.Of("api/usage", ("from", from), ("through", through), ("top", top), ("inactiveSince", inactiveSince)),
            body: null,
            ct);
}
