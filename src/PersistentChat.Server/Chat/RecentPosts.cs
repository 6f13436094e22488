using PersistentChat.Rooms;

namespace PersistentChat.Server.Chat;

/// <summary>
/// What makes a post the same post: its place in the envelope, and the hash of the whole body (SHA-256) with the envelope's id
/// and the post's sequence. The place, because two posts of one envelope may have the same sequence: pidgin-sipe says 1 always.
/// </summary>
internal readonly record struct PostKey(int Place, UInt128 BodyHashHigh, UInt128 BodyHashLow);

/// <summary>
/// The last posts of one dialog and how they went, so that one that is repeated (after a 503, after a time-out) is answered
/// like the first and not stored again. Used by the dialog's own requests only, one at a time.
/// </summary>
/// <remarks>
/// COMPAT(pidgin-sipe): its envids are not unique over dialogs and clients, hence per dialog, and with the body's hash: the
/// same key with another body is another message.
/// </remarks>
internal sealed class RecentPosts(int limit)
{
    private readonly Dictionary<PostKey, Task<Refusal?>> _outcomes = [];
    private readonly Queue<PostKey> _order = new();

    /// <summary>How the same post went, or is going, when it was here before and was not refused.</summary>
    public Task<Refusal?>? Find(PostKey key) =>
        _outcomes.TryGetValue(key, out var outcome) && outcome is not { IsCompletedSuccessfully: true, Result: not null }
            ? outcome
            : null;

    public void Remember(PostKey key, Task<Refusal?> outcome)
    {
        if (!_outcomes.ContainsKey(key))
        {
            _order.Enqueue(key);
        }

        _outcomes[key] = outcome;
        while (_order.Count > limit)
        {
            _outcomes.Remove(_order.Dequeue());
        }
    }
}
