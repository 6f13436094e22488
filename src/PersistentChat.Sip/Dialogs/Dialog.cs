using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// A session with a peer (RFC 3261 section 12) that the peer opened with INVITE. It ends once, in one of the ways of
/// <see cref="DialogEnd"/>.
/// </summary>
public sealed class Dialog
{
    private readonly Lock _gate = new();
    private readonly DialogTable _table;
    private readonly IDialogUser _user;
    private readonly DialogRoute _route;
    private readonly UnansweredInfos _unanswered = new();
    private readonly QueueShare? _share;
    private volatile InfoHead _infoHead;
    private volatile string _target;
    private volatile bool _isEnded;
    private volatile bool _isTooSlow;
    private long _requestedAt;
    private int _localCSeq;
    private int _remoteCSeq;
    private long _sessionExpires;
    private ReadOnlyMemory<byte> _description;
    private string? _descriptionType;

    internal Dialog(DialogTable table, SipRequest invite, SipConnection connection, string person, IDialogUser user)
    {
        _table = table;
        _user = user;
        _route = DialogRoute.Of(invite);
        Id = Tags.New();
        LocalTag = Tags.Format(Id);
        Connection = connection;
        Person = person;
        OpenedAt = _requestedAt = table.Clock.GetTimestamp();
        _sessionExpires = SessionInterval.Choose(invite, table.Options).Ticks;
        _share = connection.FrontEnd is null ? null : new QueueShare(table.MaxQueuedPerDialog);
        AimAt(invite);
    }

    /// <summary>Ours: the key by which it is found, 128 random bits as 32 hexadecimal digits.</summary>
    public string LocalTag { get; }

    public string CallId => _route.CallId;

    /// <summary>The peer's address of record, as it was verified when the dialog was opened.</summary>
    public string Person { get; }

    /// <summary>The URI that the peer INVITEd, as written.</summary>
    public string LocalUri => _route.LocalUri;

    public SipConnection Connection { get; }

    public bool IsEnded => _isEnded;

    internal long OpenedAt { get; }

    internal UInt128 Id { get; }

    /// <summary>When the oldest INFO was sent that its peer has not answered; null: all are answered.</summary>
    internal long? UnansweredSince
    {
        get
        {
            lock (_gate) { return _unanswered.OldestSentAt; }
        }
    }

    /// <summary>
    /// Sends an INFO with <c>Content-Type: text/plain</c> for each body (RFC 6086), all in one write if the peer reads. The bodies
    /// are copied; nobody waits. False: the dialog is over, or is about to be because its peer is too slow.
    /// </summary>
    public bool TrySendInfo(params ReadOnlySpan<ReadOnlyMemory<byte>> bodies)
    {
        if (_isEnded) { return false; }
        var isQueued = Connection.TryAppend(new Infos(this, bodies), static (infos, output) => infos.Write(output));
        if (_isTooSlow) { End(DialogEnd.TooSlow); }
        return isQueued && !_isTooSlow;
    }

    /// <summary>
    /// Ends the dialog from our side, which closes its connection; a front end, which has those of others on it, gets a BYE.
    /// COMPAT(pidgin-sipe): after a BYE from the server it never comes back, and an INFO after that crashes it; after the
    /// loss of its connection it signs in again and joins its rooms.
    /// </summary>
    public void End(DialogEnd how)
    {
        if (!Finish(how)) { return; }
        if (Connection.FrontEnd is null)
        {
            Connection.Close($"dialog ended: {how}");
            return;
        }

        // Its answer is of no interest: the dialog is over already.
        int cseq;
        lock (_gate) { cseq = ++_localCSeq; }
        Connection.TrySend(ByeRequest.Create(_route, _target, LocalTag, Connection.ViaSentBy, cseq));
    }

    /// <summary>Ends it here and tells its user; true for the one who did.</summary>
    internal bool Finish(DialogEnd how)
    {
        lock (_gate)
        {
            if (_isEnded) { return false; }
            _isEnded = true;
        }

        _table.Remove(this);
        _table.Logger.DialogEnded(LocalTag, Connection.Id, how);
        try
        {
            _user.OnEnded(this, how);
        }
        catch (Exception bug)
        {
            _table.Logger.DialogUserFailed(bug, LocalTag, Connection.Id);
        }

        return true;
    }

    /// <summary>The 200 to the INVITE that opens the dialog.</summary>
    internal SipResponse CreateAnswer(
        SipRequest invite, ReadOnlyMemory<byte> body, IEnumerable<(string Name, string Value)> headers)
    {
        var response = SipResponse.To(invite, 200, toTag: LocalTag);
        Routes.Repeat(invite, response);
        response.Headers.Add(SipHeaderNames.Contact, $"<{LocalUri}>");
        response.Headers.Add(SipHeaderNames.Allow, SipMethod.Allowed);
        AddSessionTimer(invite, response);
        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        response.Body = _description = body;
        _descriptionType = response.Headers[SipHeaderNames.ContentType];
        return response;
    }

    /// <summary>A request of the peer in this dialog; each is a sign of life. False: its CSeq is not above the last one's.</summary>
    internal bool TryTouch(SipRequest request)
    {
        Volatile.Write(ref _requestedAt, _table.Clock.GetTimestamp());

        // ACK has the CSeq of its INVITE. COMPAT(pidgin-sipe): it counts from 1 again after its INVITE, whatever that had.
        if (request.Method == SipMethod.Ack) { return true; }
        if (request.CSeq.Number <= _remoteCSeq) { return false; }
        _remoteCSeq = request.CSeq.Number;
        return true;
    }

    /// <summary>
    /// UPDATE or re-INVITE (RFC 3261 section 14.2, RFC 3311, RFC 4028 section 9): refreshes the session, and the peer's Contact
    /// if it has one. The session itself is what it was: an offer gets the first answer again, and a re-INVITE without one
    /// gets it as our offer.
    /// </summary>
    /// <remarks>
    /// 491 (section 14.2, RFC 3311 section 5.2) has no place: it is for requests that meet one of ours that changes the
    /// session, and we send none; those of the peer are answered before the next is read.
    /// </remarks>
    internal void Refresh(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (SessionInterval.IsTooSmall(request, _table.Options))
        {
            transaction.Respond(422, null, (SipHeaderNames.MinSE, _table.Options.MinSessionExpiresText));
            return;
        }

        if (request.Contact is not null) { AimAt(request); }
        Volatile.Write(ref _sessionExpires, SessionInterval.Choose(request, _table.Options).Ticks);

        var response = transaction.CreateResponse(200);
        response.Headers.Add(SipHeaderNames.Contact, $"<{LocalUri}>");
        response.Headers.Add(SipHeaderNames.Allow, SipMethod.Allowed);
        AddSessionTimer(request, response);
        var wantsDescription = request.Method == SipMethod.Invite || !request.Body.IsEmpty;
        if (wantsDescription && _descriptionType is { } type)
        {
            response.Headers.Add(SipHeaderNames.ContentType, type);
            response.Body = _description;
        }

        transaction.Respond(response);
    }

    internal void OnRequest(ServerTransaction transaction) => _user.OnRequest(this, transaction);

    /// <summary>The peer's answer to an INFO of ours.</summary>
    internal void OnAnswer(int cseq, int status)
    {
        if (status < 200) { return; }
        bool isWaitedFor;
        lock (_gate) { isWaitedFor = _unanswered.TryAnswer(cseq); }
        if (!isWaitedFor)
        {
            // COMPAT(pidgin-sipe): it takes our INFO as often as it comes, whatever number it has, and answers each time.
            if (Connection.Authentication.IsNumbered) { Connection.Close("somebody repeats our messages to the peer"); }
            return;
        }

        if (status < 300) { return; }
        _table.Logger.InfoRefused(LocalTag, Connection.Id, cseq, status);

        // COMPAT(pidgin-sipe): after a crash it comes back on a new dialog and answers INFO on the lost one with 487.
        // That 487 is the only goodbye it will ever say, so it ends the old dialog like a BYE.
        if (status is 408 or 481 or 487) { Finish(DialogEnd.PeerRefused); }
    }

    internal void CheckTimers()
    {
        var options = _table.Options;
        var clock = _table.Clock;
        if (UnansweredSince is { } sentAt && clock.GetElapsedTime(sentAt) >= options.AnswerTimeout)
        {
            End(DialogEnd.NoAnswer);
            return;
        }

        if (clock.GetElapsedTime(Volatile.Read(ref _requestedAt)) >= new TimeSpan(Volatile.Read(ref _sessionExpires)) * 1.5) { End(DialogEnd.SessionExpired); }
    }

    // Under the lock of the connection's queue, so that CSeqs leave in order and nothing follows the answer to a BYE.
    private void WriteInfo(PendingBuffer output, ReadOnlySpan<byte> body)
    {
        int cseq;
        lock (_gate)
        {
            // Nothing follows what did not leave: there are no gaps.
            if (_isEnded || _isTooSlow) { return; }
            _isTooSlow = _unanswered.Count >= _table.Options.MaxUnansweredInfos;
            if (_isTooSlow) { return; }
            cseq = ++_localCSeq;
            _unanswered.Sent(cseq, _table.Clock.GetTimestamp());
        }

        var before = output.Length;
        _infoHead.Write(output, cseq, body, Connection.Authentication);
        if (_share is null || _share.TryTake(Connection.Outbound.Batch, output.Length - before)) { return; }
        output.Truncate(before);
        _isTooSlow = true;
    }

    // COMPAT(pidgin-sipe): it reads Session-Expires although it offers none, only in the answer to its first INVITE, and
    // without it never refreshes. So every answer says it, and it is always the peer who refreshes.
    private void AddSessionTimer(SipRequest request, SipResponse response)
    {
        var seconds = (int)new TimeSpan(Volatile.Read(ref _sessionExpires)).TotalSeconds;
        response.Headers.Add(
            SipHeaderNames.SessionExpires, string.Create(CultureInfo.InvariantCulture, $"{seconds};refresher=uac"));
        if (SessionInterval.IsKnownTo(request)) { response.Headers.Add(SipHeaderNames.Require, "timer"); }
    }

    /// <summary>What is told in one go. The dialog ends with the first for which its peer is too slow.</summary>
    private readonly ref struct Infos(Dialog dialog, ReadOnlySpan<ReadOnlyMemory<byte>> bodies)
    {
        private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _bodies = bodies;

        public void Write(PendingBuffer output)
        {
            foreach (var body in _bodies)
            {
                dialog.WriteInfo(output, body.Span);
            }
        }
    }

    [MemberNotNull(nameof(_target), nameof(_infoHead))]
    private void AimAt(SipRequest latest)
    {
        _target = latest.Contact?.Uri.Text ?? _route.RemoteUri;
        _infoHead = InfoHead.Build(_route, _target, LocalTag, Connection.ViaSentBy);
    }
}
