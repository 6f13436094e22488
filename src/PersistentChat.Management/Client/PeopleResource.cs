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
}
