namespace PersistentChat.Management.Client;

/// <summary>Who the caller is, who may use chat at all, and why somebody may do something or not.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class AccessResource
{
    private readonly ApiConnection _api;

    internal AccessResource(ApiConnection api) => _api = api;

    public Task<CallerDetails> CallerAsync(CancellationToken ct) => _api.AskAsync<CallerDetails>(HttpMethod.Get, "api/me", body: null, ct);

    /// <summary>The rooms that the caller was made a member of.</summary>
    /// <param name="since">Only those after this invitation; null: all.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<Invitations> InvitationsAsync(int? since, CancellationToken ct) =>
        _api.AskAsync<Invitations>(HttpMethod.Get, Query.Of("api/me/invitations", ("since", since)), body: null, ct);

    public IAsyncEnumerable<Policy> PoliciesAsync(CancellationToken ct) => _api.ListAsync<Policy>("api/policies", [], ct);

    public Task<Policy> SetPolicyAsync(Policy wanted, CancellationToken ct) =>
        _api.AskAsync<Policy>(HttpMethod.Put, "api/policies", wanted, ct);

    /// <param name="person">Its address.</param>
    /// <param name="room">Its id.</param>
    /// <param name="deed">What the person may do there, or not.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<Explanation> WhyAsync(string person, Guid room, Deed deed, CancellationToken ct) =>
        _api.AskAsync<Explanation>(
            HttpMethod.Get, Query.Of("api/why", ("person", person), ("room", room), ("deed", deed)), body: null, ct);
}
