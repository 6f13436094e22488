namespace PersistentChat.Management.Client;

/// <summary>A list of things that have settings, which are read and changed as a whole.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public class SettledResource<TDetails, TNew, TSettings> : Resource<TDetails, TNew>
    where TNew : notnull
    where TSettings : notnull
{
    internal SettledResource(ApiConnection api, string path)
        : base(api, path)
    {
    }

    public Task<Seen<TDetails>> GetAsync(Guid id, CancellationToken ct) => Api.LookAsync<TDetails>(PathOf(id), ct);

    /// <param name="id">Of what is changed.</param>
    /// <param name="settings">All of them.</param>
    /// <param name="tag">Of the state that is changed (<see cref="Seen{T}.Tag"/>), or <c>*</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TDetails> ChangeAsync(Guid id, TSettings settings, string tag, CancellationToken ct) =>
        Api.ChangeAsync<TDetails>(PathOf(id), settings, tag, ct);
}
