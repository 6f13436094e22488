using System.Text;

namespace PersistentChat.Management.Client;

/// <summary>People.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class PeopleResource : SettledResource<PersonDetails, NewPerson, PersonSettings>
{
    internal PeopleResource(ApiConnection api)
        : base(api, "api/people")
    {
    }

    /// <summary>People by address.</summary>
    /// <param name="text">A part of address, display name or mail address; null: all.</param>
    /// <param name="enabled">Only those who are, or are not; null: all.</param>
    /// <param name="ct">Ends the waiting.</param>
    public IAsyncEnumerable<PersonDetails> FindAsync(string? text, bool? enabled, CancellationToken ct) =>
        Api.ListAsync<PersonDetails>(Path, [("text", text), ("enabled", enabled)], ct);

    public Task SetPasswordAsync(Guid id, NewPassword wanted, CancellationToken ct) =>
        Api.DoAsync(HttpMethod.Put, $"{PathOf(id)}/password", wanted, ct);

    public Task<PersonDetails> SetEnabledAsync(Guid id, PersonEnabled wanted, CancellationToken ct) =>
        Api.AskAsync<PersonDetails>(HttpMethod.Put, $"{PathOf(id)}/enabled", wanted, ct);

    /// <param name="id">Of the person.</param>
    /// <param name="wanted">What it may do from its next request on.</param>
    /// <param name="tag">Of the state that is changed (<see cref="Seen{T}.Tag"/>), or <c>*</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<PersonDetails> SetRoleAsync(Guid id, PersonRole wanted, string tag, CancellationToken ct) =>
        Api.ChangeAsync<PersonDetails>($"{PathOf(id)}/role", wanted, tag, ct);

    /// <summary>Signs a person out of every browser.</summary>
    public Task SignOutAsync(Guid id, CancellationToken ct) => Api.DoAsync(HttpMethod.Delete, $"{PathOf(id)}/sessions", body: null, ct);

    /// <summary>Makes many people known; each row is answered for itself.</summary>
    /// <param name="csv">With a header: uri, displayName and, if wanted, mail, enabled, password; 1,000 rows at most.</param>
    /// <param name="dryRun">Only says what would become of each row.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<ImportedPeople> ImportAsync(string csv, bool dryRun, CancellationToken ct) => Api.AskAsync<ImportedPeople>(
        HttpMethod.Post,
        Query.Of($"{Path}/import", ("dryRun", dryRun ? true : null)),
        new StringContent(csv, Encoding.UTF8, "text/csv"),
        ct);
}
