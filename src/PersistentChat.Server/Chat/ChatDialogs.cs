using System.Text;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Chat;

/// <summary>INVITE: a person's client opens its chat dialog with the pool, or the lookup dialog before it.</summary>
internal sealed class ChatDialogs(
    ChatDesk desk, ChatSessions sessions, Journal journal, PoolAddresses pool, IOptions<ChatOptions> options)
{
    // There is no media: the answer only mirrors the shape of every client's offer (xccos.md section 3.1).
    private static readonly byte[] SdpAnswer = Encoding.ASCII.GetBytes(
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=session\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=message 5060 sip null\r\na=accept-types:text/plain\r\n");

    public void OnInvite(ServerTransaction transaction)
    {
        var called = transaction.Request.To.Uri.AddressOfRecord;
        if (!pool.IsPool(called))
        {
            // Conversations between people are not carried yet: known people are not to be reached, others do not exist.
            transaction.Respond(journal.Committed.Person(called) is null ? 404 : 480);
            return;
        }

        var known = journal.Committed;
        if (known.Person(transaction.Identity) is not { } person || !known.MayUseChat(person))
        {
            Refusals.Respond(transaction, 403, Refusals.NotProvisioned, "You are not enabled for persistent chat");
            return;
        }

        var session = new ChatSession(person, desk, sessions.Remove);
        if (!sessions.TryAdd(session, options.Value.MaxDialogsPerPerson))
        {
            Refusals.Respond(transaction, 403, Refusals.NoMoreEndpoints, "No more endpoints allowed");
            return;
        }

        session.Attach(transaction.Request.Body.IsEmpty
            ? transaction.Accept(session)
            : transaction.Accept(session, SdpAnswer, ("Content-Type", "application/sdp")));
    }
}
