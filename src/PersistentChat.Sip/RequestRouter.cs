using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Inspection;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip;

/// <summary>
/// The way of a request (RFC 3261 section 8.2): repeated? from whom? in which dialog? and then to whom it concerns.
/// </summary>
internal sealed class RequestRouter(ISipApplication application, DialogTable dialogs, SipLimits limits, ILogger logger)
{
    private volatile bool _isStopping;

    /// <summary>Whatever is asked is answered 503, but for what ends something.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    public void Receive(SipConnection connection, SipRequest request)
    {
        // ACK is a transaction of its own without an answer; CANCEL acts on another one (RFC 3261 sections 17.2.1 and 9.2).
        if (request.Method == SipMethod.Ack)
        {
            ReceiveAck(connection, request);
            return;
        }

        // MS-SIP: nobody waits for the answer to a BENOTIFY, and there is nothing here that one could be about.
        if (request.Method == SipMethod.Benotify) { return; }

        var key = TransactionKey.Of(request);
        var isNumbered = connection.Authentication.IsNumbered;
        if (!isNumbered && IsRepeated(connection, key)) { return; }
        var verification = connection.Authentication.Verify(request);
        if (verification is not Verification.Accepted accepted)
        {
            Refuse(connection, request, verification);
            return;
        }

        if (isNumbered && IsRepeated(connection, key)) { return; }
        if (connection.FrontEnd is null) { connection.Identity = accepted.Identity; }
        if (connection.Transactions.IsMerged(key, request))
        {
            connection.TrySend(SipResponse.To(request, 482));
            return;
        }

        var transaction = new ServerTransaction(request, key, connection, accepted.Identity, dialogs);
        if (!connection.Transactions.TryAdd(transaction))
        {
            var busy = SipResponse.To(request, 503, "Too Many Pending Requests");
            busy.Headers.Add(SipHeaderNames.RetryAfter, limits.RetryAfterText);
            connection.TrySend(busy);
            return;
        }

        try
        {
            Dispatch(transaction);
        }
        catch (Exception bug)
        {
            logger.RequestFailed(bug, request.Method, request.CallId, connection.Id);

            // COMPAT(pidgin-sipe): a REGISTER answered 500 leaves it "connecting" for ever; 503 it shows, and comes back.
            if (transaction.IsAnswered) { return; }
            if (request.Method == SipMethod.Register) { Busy(transaction, null); } else { transaction.Respond(500); }
        }
    }

    private static bool IsRepeated(SipConnection connection, TransactionKey key)
    {
        if (!connection.Transactions.TryFind(key, out var before)) { return false; }
        before.Repeat(connection);
        return true;
    }

    private static bool IsOfInviteDialogs(string method) => method
        is SipMethod.Invite or SipMethod.Bye or SipMethod.Info or SipMethod.Update;

    private void Busy(ServerTransaction transaction, string? reason) =>
        transaction.Respond(503, reason, (SipHeaderNames.RetryAfter, limits.RetryAfterText));

    private void Dispatch(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (_isStopping && request.Method is not (SipMethod.Bye or SipMethod.Cancel))
        {
            Busy(transaction, "Server Stopping");
            return;
        }

        if (RequestInspection.Inspect(request) is { } refusal)
        {
            transaction.Respond(refusal.Status, refusal.Reason, refusal.Headers);
            return;
        }

        if (request.Method == SipMethod.Cancel)
        {
            Cancel(transaction);
            return;
        }

        if (request.To.Tag is not null && dialogs.Find(request, transaction.Connection, transaction.Identity) is { } dialog)
        {
            DispatchInDialog(transaction, dialog);
            return;
        }

        // Subscriptions have tags of ours as well, and are the application's business.
        var isLost = request.To.Tag is not null ? IsOfInviteDialogs(request.Method) : request.Method is SipMethod.Bye or SipMethod.Update;
        if (isLost)
        {
            // Our own request came back to us (RFC 3261 section 16.3, item 4).
            transaction.Respond(dialogs.IsOurs(request.From.Tag) ? 482 : 481);
            return;
        }

        switch (request.Method)
        {
            case SipMethod.Options:
                RespondToOptions(transaction);
                return;
            case SipMethod.Invite when SessionInterval.IsTooSmall(request, dialogs.Options):
                transaction.Respond(422, null, (SipHeaderNames.MinSE, dialogs.Options.MinSessionExpiresText));
                return;
            case SipMethod.Invite when transaction.Connection.Dialogs.Count >= limits.MaxDialogsPerConnection:
                Busy(transaction, "Too Many Dialogs");
                return;
        }

        application.OnRequest(transaction);
    }

    private static void DispatchInDialog(ServerTransaction transaction, Dialog dialog)
    {
        if (!dialog.TryTouch(transaction.Request))
        {
            transaction.Respond(500, "CSeq Out Of Order");
            return;
        }

        switch (transaction.Request.Method)
        {
            case SipMethod.Bye:
                // Ended first, so that no INFO can follow the answer.
                dialog.Finish(DialogEnd.Bye);
                transaction.Respond(200);
                return;
            case SipMethod.Update or SipMethod.Invite:
                dialog.Refresh(transaction);
                return;
            case SipMethod.Options:
                RespondToOptions(transaction);
                return;
            default:
                dialog.OnRequest(transaction);
                return;
        }
    }

    // RFC 3261 section 11.2.
    private static void RespondToOptions(ServerTransaction transaction) => transaction.Respond(
        200, null, (SipHeaderNames.Allow, SipMethod.Allowed), ("Accept", "application/sdp"), ("Accept-Encoding", "identity"));

    private static void Cancel(ServerTransaction transaction)
    {
        var inviteKey = transaction.Known.Key with { Method = SipMethod.Invite };
        if (!transaction.Connection.Transactions.TryFind(inviteKey, out var invite) || invite.Identity != transaction.Identity)
        {
            transaction.Respond(481);
            return;
        }

        // With the tag that the INVITE's own answer has (RFC 3261 section 9.2).
        transaction.Respond(SipResponse.To(transaction.Request, 200, toTag: invite.ToTag));
        invite.Cancel();
    }

    private void ReceiveAck(SipConnection connection, SipRequest request)
    {
        switch (connection.Authentication.Verify(request))
        {
            case Verification.Accepted accepted:
                dialogs.Find(request, connection, accepted.Identity)?.TryTouch(request);
                break;
            case Verification.Broken broken:
                connection.Close(broken.Reason);
                break;
        }
    }

    private void Refuse(SipConnection connection, SipRequest request, Verification verification)
    {
        if (verification is Verification.Broken broken)
        {
            connection.Close(broken.Reason);
            return;
        }

        var response = verification switch
        {
            Verification.Challenge challenge => challenge.Response,
            Verification.Refused refused => CreateRefusal(request, refused),
            _ => throw new InvalidOperationException($"Unknown verification {verification.GetType().Name}."),
        };
        logger.RequestNotAccepted(request.Method, connection.Id, response.Status);
        connection.TrySend(response);
    }

    private static SipResponse CreateRefusal(SipRequest request, Verification.Refused refused)
    {
        var response = SipResponse.To(request, refused.Status, refused.Reason);
        foreach (var (name, value) in refused.Headers)
        {
            response.Headers.Add(name, value);
        }

        return response;
    }
}
