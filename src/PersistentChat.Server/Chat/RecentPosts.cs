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
    private static readonly Task<Refusal?> Stored = Task.FromResult<Refusal?>(null);

    // Made with the first post: most people only read.
    private Dictionary<PostKey, Task<Refusal?>>? _outcomes;
    private Queue<PostKey>? _order;

    // Those whose outcome may still be on its way.
    private Queue<PostKey>? _open;

    /// <summary>How the same post went, or is going, when it was here before and was not refused.</summary>
    public Task<Refusal?>? Find(PostKey key) =>
        _outcomes?.GetValueOrDefault(key) is { } outcome && outcome is not { IsCompletedSuccessfully: true, Result: not null }
            ? outcome
            : null;

    public void Remember(PostKey key, Task<Refusal?> outcome)
    {
        _outcomes ??= [];
        _order ??= new Queue<PostKey>();
        _open ??= new Queue<PostKey>();
        if (!_outcomes.ContainsKey(key))
        {
            _order.Enqueue(key);
        }

        _outcomes[key] = outcome;
        _open.Enqueue(key);
        Settle(_outcomes, _open);
        while (_order.Count > limit)
        {
            _outcomes.Remove(_order.Dequeue());
        }
    }

    // All that are stored share one task: 256 of their own are 20 KB for everybody who posts.
    private static void Settle(Dictionary<PostKey, Task<Refusal?>> outcomes, Queue<PostKey> open)
    {
        while (open.TryPeek(out var key) && outcomes.GetValueOrDefault(key) is not { IsCompleted: false })
        {
            open.Dequeue();
            if (outcomes.GetValueOrDefault(key) is { IsCompletedSuccessfully: true, Result: null }) { outcomes[key] = Stored; }
        }
    }
}
