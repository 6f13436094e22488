using System.Diagnostics;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Transactions;

/// <summary>
/// A request and its answer (RFC 3261 section 17.2). It must be answered once, by whoever was given it, at once or later and
/// from any thread.
/// </summary>
public sealed class ServerTransaction
{
    private readonly Lock _gate = new();
    private readonly DialogTable _dialogs;
    private readonly Activity? _course;
    private State _state;

    internal ServerTransaction(
        SipRequest request, TransactionKey key, SipConnection connection, string identity, DialogTable dialogs)
    {
        Request = request;
        Connection = connection;
        Identity = identity;
        _dialogs = dialogs;
        Known = new KnownRequest(key, request.To.Tag ?? Tags.NewText(), identity, this);
        _course = Begin();
    }

    private enum State
    {
        Open,
        Answered,

        /// <summary>Answered 487 because the peer sent CANCEL; what the application says no longer matters.</summary>
        Cancelled,
    }

    public SipRequest Request { get; }

    public SipConnection Connection { get; }

    /// <summary>The verified sender, an address of record.</summary>
    public string Identity { get; }

    /// <summary>A final answer was given, or the peer has cancelled.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_gate) { return _state != State.Open; }
        }
    }

    /// <summary>What the connection remembers of it.</summary>
    internal KnownRequest Known { get; }

    /// <summary>An answer with the tag that all answers to this request have, for <see cref="Respond(SipResponse)"/>.</summary>
    /// <remarks>Who accepts what opens a dialog repeats its route (RFC 3261 section 12.1.1).</remarks>
    public SipResponse CreateResponse(int status, string? reason = null)
    {
        var response = SipResponse.To(Request, status, reason, Known.ToTag);
        var opensDialog = Request.To.Tag is null && Request.Method is SipMethod.Invite or SipMethod.Subscribe;
        if (opensDialog && status is > 100 and < 300) { Routes.Repeat(Request, response); }
        return response;
    }

    /// <inheritdoc cref="Respond(SipResponse)"/>
    /// <param name="status">A provisional status (1xx) may come any number of times before the final one.</param>
    /// <param name="reason">Null for the usual phrase.</param>
    /// <param name="headers">Further header lines, as many of one name as are given, in this order.</param>
    public void Respond(int status, string? reason = null, params (string Name, string Value)[] headers)
    {
        var response = CreateResponse(status, reason);
        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        Respond(response);
    }

    /// <summary>Queues an answer. Nothing happens when the connection is gone or the peer has cancelled.</summary>
    /// <exception cref="InvalidOperationException">It has had its final answer, which is a bug of the caller.</exception>
    public void Respond(SipResponse response)
    {
        if (!response.IsFinal)
        {
            Connection.TrySend(response);
            return;
        }

        if (Claim(State.Answered)) { Send(response); }
    }

    /// <summary>
    /// Answers an INVITE with 200 and opens a dialog (RFC 3261 section 12.1.1). The answer has left before anything that is
    /// sent in the dialog.
    /// </summary>
    /// <param name="user">Whose dialog it is. Told of its end even when that comes at once, before this returns.</param>
    /// <param name="headers">Further header lines of the 200.</param>
    /// <exception cref="InvalidOperationException">No INVITE, one within a dialog, or one with a final answer.</exception>
    public Dialog Accept(IDialogUser user, params (string Name, string Value)[] headers) => Accept(user, default, headers);

    /// <inheritdoc cref="Accept(IDialogUser, ValueTuple{string, string}[])"/>
    /// <param name="body">The answer to what the INVITE offers; its type is among <paramref name="headers"/>.</param>
    public Dialog Accept(IDialogUser user, ReadOnlyMemory<byte> body, params (string Name, string Value)[] headers)
    {
        if (Request.Method != SipMethod.Invite || Request.To.Tag is not null)
        {
            throw new InvalidOperationException("Only an INVITE outside of a dialog opens one.");
        }

        var isWanted = Claim(State.Answered);
        var dialog = new Dialog(_dialogs, Request, Connection, Identity, user);
        if (!isWanted)
        {
            dialog.Finish(DialogEnd.Bye);
            return dialog;
        }

        _dialogs.Logger.DialogOpened(dialog.LocalTag, dialog.Person, Connection.Id);
        _dialogs.Add(dialog);
        Send(dialog.CreateAnswer(Request, body, headers));
        return dialog;
    }

    /// <summary>CANCEL (RFC 3261 section 9.2): has an effect only on an INVITE without final answer.</summary>
    internal void Cancel()
    {
        lock (_gate)
        {
            if (_state != State.Open) { return; }
            _state = State.Cancelled;
        }

        Send(CreateResponse(487));
    }

    /// <summary>True: the caller is the one who answers. False: the peer does not want an answer any more.</summary>
    private bool Claim(State state)
    {
        lock (_gate)
        {
            if (_state == State.Answered)
            {
                throw new InvalidOperationException($"The {Request.Method} was answered already.");
            }

            var isOpen = _state == State.Open;
            if (isOpen) { _state = state; }
            return isOpen;
        }
    }

    // Null, and next to nothing, unless somebody collects traces. It ends with the answer, on whatever thread that is given.
    private Activity? Begin()
    {
        if (!SipMetrics.Source.HasListeners()) { return null; }
        var around = Activity.Current;
        var course = SipMetrics.Source.StartActivity($"SIP {Request.Method}", ActivityKind.Server);
        Activity.Current = around;
        course?.SetTag("sip.call_id", Request.CallId).SetTag("sip.connection", Connection.Id).SetTag("sip.dialog", Request.To.Tag);
        return course;
    }

    private void Send(SipResponse response)
    {
        _course?.SetTag("sip.status", response.Status);
        _course?.Stop();
        var bytes = Connection.TrySendAndKeep(response);
        Known.Answered(bytes);
        Connection.Transactions.Answered(Known, bytes?.Length ?? 0);
    }
}
