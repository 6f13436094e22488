namespace PersistentChat.Rooms.Journal;

/// <summary>
/// A request that makes something and may be sent again by whoever did not hear the answer: kept in the transaction that makes
/// it, so the repetition makes nothing, even after a crash.
/// </summary>
/// <param name="Key">Hash of who asks and of the key they gave the request, base64.</param>
/// <param name="Content">Hash of all else in the request, base64: another request must not come under the same key.</param>
/// <param name="MadeId">What it makes.</param>
/// <param name="ExpiresAt">From then on it is a new request.</param>
public sealed record KeptRequest(string Key, string Content, Guid MadeId, DateTimeOffset ExpiresAt)
{
    public const int HashLength = 44;

    /// <summary>Requests that a pool keeps at once.</summary>
    internal const int MaxKept = 10_000;
}
