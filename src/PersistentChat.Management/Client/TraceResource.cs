using System.Text;

namespace PersistentChat.Management.Client;

/// <summary>What passes between somebody and the server, kept for a while. To delete a trace ends it, if it goes on.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class TraceResource : Resource<TraceDetails, NewTrace>
{
    internal TraceResource(ApiConnection api)
        : base(api, "api/traces")
    {
    }

    public Task<TraceDetails> GetAsync(Guid id, CancellationToken ct) =>
        Api.AskAsync<TraceDetails>(HttpMethod.Get, PathOf(id), body: null, ct);

    /// <summary>The messages of a trace, in the order in which they came and left.</summary>
    public IAsyncEnumerable<TracedMessage> MessagesAsync(Guid id, CancellationToken ct) =>
        Api.ListAsync<TracedMessage>($"{PathOf(id)}/messages", [], ct);

    /// <summary>The same as people read it (<see cref="TraceLadder"/>): lines that end with LF.</summary>
    public async Task<string> LadderAsync(Guid id, CancellationToken ct)
    {
        using var text = new MemoryStream();
        await Api.BringAsync($"{PathOf(id)}/ladder", text, _ => { }, ct);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
