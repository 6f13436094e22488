using Microsoft.Extensions.Options;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Chat;

/// <summary>What happens with an INFO in a chat dialog: read, answer SIP, hand each command to its handler.</summary>
internal sealed class ChatDesk(
    CommandTable commands, PostDesk posts, Journal journal, IOptions<ChatOptions> options,
    IOptions<XccosLimits> limits, ChatMetrics metrics, ILogger<ChatDesk> logger)
{
    private const string XccosType = "text/plain";

    public ChatOptions Options => options.Value;

    public ChatMetrics Metrics => metrics;

    public void OnRequest(ChatSession session, ServerTransaction transaction)
    {
        if (transaction.Request.Method != SipMethod.Info)
        {
            transaction.Respond(405, null, ("Allow", "INVITE, ACK, BYE, CANCEL, INFO, UPDATE, OPTIONS"));
            return;
        }

        var type = transaction.Request.Headers["Content-Type"]?.Split(';')[0].Trim();
        if (!string.Equals(type, XccosType, StringComparison.OrdinalIgnoreCase))
        {
            transaction.Respond(415, null, ("Accept", XccosType));
            return;
        }

        switch (XccosReader.Read(transaction.Request.Body, limits.Value))
        {
            case XccosFault fault:
                Refusals.Respond(
                    transaction, fault.Kind is XccosFaultKind.TooLarge ? 413 : 400, Refusals.ServiceError, fault.Reason);
                break;
            case XccosDocument document:
                Take(session, transaction, document);
                break;
        }
    }

    /// <summary>However a chat dialog ends, its person leaves every room it was in through it; never refused.</summary>
    public void OnEnded(ChatSession session, DialogEnd how) =>
        journal.SubmitAsync(new LeaveAllRooms(session, ReasonOf(how)));

    private void Take(ChatSession session, ServerTransaction transaction, XccosDocument document)
    {
        if (!session.TryBegin(document.Primitives.Count))
        {
            session.Refused(Refusal.Busy);
            Refusals.Respond(transaction, Refusal.Busy);
            return;
        }

        var postCount = document.Primitives.Count(IsPost);
        var answer = postCount > 0 ? new PostAnswer(transaction, session, postCount) : null;
        if (answer is null)
        {
            transaction.Respond(200);
        }

        foreach (var (place, primitive) in document.Primitives.Index())
        {
            switch (primitive)
            {
                case Post post:
                    posts.Take(post, place, transaction.Request.Body, session, answer!);
                    break;
                case MalformedCommand { Id: "grpchat" } malformed:
                    answer!.Done(Refusal.InvalidArgument(malformed.Problem));
                    break;
                default:
                    _ = RunAsync(session, primitive, new CommandReference(primitive.Sequence, document.EnvelopeId));
                    break;
            }
        }
    }

    private static bool IsPost(ClientPrimitive primitive) => primitive is Post or MalformedCommand { Id: "grpchat" };

    // Not awaited by the reader of the connection: a slow read of history must not hold up the next command. It ends by
    // itself, its number per dialog is bounded, and whatever it throws stays here.
    private async Task RunAsync(ChatSession session, ClientPrimitive command, CommandReference reference)
    {
        try
        {
            var reply = await commands.HandleAsync(command, reference, session, CancellationToken.None);
            if (reply is not null)
            {
                session.Send(reply);
            }
        }
        catch (Exception bug)
        {
            logger.CommandFailed(bug, command.Id, session.DialogId, session.Person.Uri);
            session.Send(Refusals.Reply(session, command, reference, Refusal.ServerError));
        }
        finally
        {
            session.Finished();
        }
    }

    private static LeaveReason ReasonOf(DialogEnd how) => how switch
    {
        DialogEnd.Bye => LeaveReason.SignedOut,
        DialogEnd.SessionExpired or DialogEnd.NoAnswer or DialogEnd.PeerRefused => LeaveReason.Expired,
        DialogEnd.TooSlow => LeaveReason.TooSlow,
        DialogEnd.ConnectionLost => LeaveReason.ConnectionLost,
        DialogEnd.Ended => LeaveReason.AccessLost,
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };
}
