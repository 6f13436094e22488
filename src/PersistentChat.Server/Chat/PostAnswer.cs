using PersistentChat.Rooms;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Chat;

/// <summary>
/// The SIP answer to an INFO with posts: given when all of them are stored or refused, because to the client a 200 means
/// that the post is safe, and everything but 200 that it was not delivered (TRANSCRIPT.md section 5).
/// </summary>
internal sealed class PostAnswer(ServerTransaction transaction, ChatSession session, int posts)
{
    private int _open = posts;
    private Refusal? _refusal;

    /// <summary>One post is stored (null) or refused; any thread.</summary>
    public void Done(Refusal? refusal)
    {
        session.Finished();
        if (refusal is not null)
        {
            session.Refused(refusal);
            Interlocked.CompareExchange(ref _refusal, refusal, null);
        }

        if (Interlocked.Decrement(ref _open) > 0)
        {
            return;
        }

        if (_refusal is null)
        {
            transaction.Respond(200);
            return;
        }

        Refusals.Respond(transaction, _refusal);
    }
}
