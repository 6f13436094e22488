using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Tracing;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip;

/// <summary>
/// What ties the layers together (RFC 3261 section 5): all connections of a process, their transactions and dialogs, and the
/// application. Looks through their timers once a second.
/// </summary>
public sealed class SipEndpoint : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ISipApplication _application;
    private readonly Registrar _registrar;
    private readonly DialogTable _dialogs;
    private readonly RequestRouter _router;
    private readonly ConnectionTable _connections;
    private readonly ITimer _sweep;

    public SipEndpoint(
        ISipApplication application,
        Registrar registrar,
        IOptions<SipLimits> limits,
        IOptions<DialogOptions> dialogs,
        TimeProvider clock,
        ILogger<SipEndpoint> logger)
    {
        _application = application;
        _registrar = registrar;
        Limits = limits.Value;
        Clock = clock;
        _connections = new ConnectionTable(Limits, clock);
        Traces = new MessageTraces(clock);
        Logger = logger;
        _dialogs = new DialogTable(dialogs.Value, Limits.OutboundBytes, clock, logger);
        _router = new RequestRouter(application, _dialogs, Limits, logger);
        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Connections open now.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Dialogs open now.</summary>
    public int DialogCount => _dialogs.Count;

    /// <summary>What passes between this endpoint and those whose messages somebody wants to see.</summary>
    public MessageTraces Traces { get; }

    internal SipMetrics Metrics { get; } = new();

    internal WriterTurns WriterTurns { get; } = new();

    /// <summary>How long the slowest peer has not answered what it was sent.</summary>
    internal TimeSpan LongestWait => _dialogs.LongestWait;

    /// <summary>Bytes that wait to leave.</summary>
    internal (long All, int Longest) Queued => _connections.Queued();

    internal SipLimits Limits { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    public void Dispose() => _sweep.Dispose();

    /// <summary>Nothing new is taken any more.</summary>
    public bool IsStopping => _router.IsStopping;

    /// <summary>From now on nobody is let in, and whatever is asked is answered 503; what was asked before is still answered.</summary>
    public void TakeNothingMore() => _router.IsStopping = true;

    /// <summary>
    /// Closes every connection once what is queued for it has left, or <see cref="SipLimits.LingerTimeout"/> is over. Their
    /// dialogs end without a BYE. Returns when there is none any more.
    /// </summary>
    public Task CloseAllAsync(string reason, CancellationToken ct) => _connections.CloseAllAsync(reason, ct);

    /// <summary>
    /// Ends all that a person has opened before a moment: its dialogs now, its connections once what is queued for them has
    /// left. Whoever was just about to sign in on such a connection is found by the next looks at them.
    /// </summary>
    /// <param name="person">Address of record.</param>
    /// <param name="reason">For the log.</param>
    /// <param name="before">A timestamp of the clock.</param>
    /// <returns>How many connections.</returns>
    public int EndAllOf(string person, string reason, long before)
    {
        foreach (var dialog in _dialogs.Of(person).Where(dialog => dialog.OpenedAt < before))
        {
            // What waits for the person itself is to leave before its connection closes.
            if (dialog.Connection.FrontEnd is null) { dialog.Finish(DialogEnd.Ended); } else { dialog.End(DialogEnd.Ended); }
        }

        return _connections.CloseAllOf(person, reason, before);
    }

    /// <summary>Null: there are too many, and it was closed.</summary>
    internal SipConnection? Accept(ConnectionContext context, IAuthentication authentication)
    {
        if ((_router.IsStopping ? "the server is stopping" : _connections.TryCount(context.RemoteEndPoint)) is { } reason)
        {
            Metrics.Refused();
            Logger.ConnectionRefused(context.ConnectionId, $"{context.RemoteEndPoint}", reason);
            context.Abort(new ConnectionAbortedException(reason));
            return null;
        }

        var connection = new SipConnection(context, authentication, this);
        _connections.Add(connection);
        Metrics.Accepted();
        Logger.ConnectionAccepted(connection.Id, $"{connection.RemoteEndPoint}");
        return connection;
    }

    /// <summary>One framed message. False: the stream ends here.</summary>
    internal bool Receive(SipConnection connection, in Frame frame)
    {
        var head = frame.Head.Span;
        connection.HasSpoken = true;
        if (Traces.IsOn) { Traces.Received(connection, frame); }
        if (InfoAnswer.IsResponse(head))
        {
            ReceiveAnswer(connection, head);
            return true;
        }

        if (!frame.TryParse(out var message, out var error)) { return Refuse(connection, head, error); }
        if (message is SipRequest request)
        {
            ViaSource.Note(request, connection.RemoteEndPoint, Limits.IdleTimeout / 2);
            connection.KeepAlive.Note(request);
            _router.Receive(connection, request);
        }

        return true;
    }

    /// <summary>What the framer has refused. False: the stream ends here.</summary>
    internal bool RefuseFrame(SipConnection connection, in Frame frame)
    {
        if (Traces.IsOn) { Traces.Received(connection, frame); }
        return Refuse(connection, frame.Head.Span, frame.Error!);
    }

    /// <summary>Answers what is no message. False: the stream ends here.</summary>
    internal bool Refuse(SipConnection connection, ReadOnlySpan<byte> head, SipParseError error)
    {
        Metrics.Unreadable();
        Logger.MessageRefused(connection.Id, error.Status, error.Reason);
        if (RefusalOfBytes.Create(head, error) is { } response) { connection.TrySend(response); }
        return !error.EndsConnection;
    }

    /// <summary>Nothing more will be read: all dialogs of the connection end, before its last answers have left.</summary>
    internal void EndDialogs(SipConnection connection)
    {
        foreach (var dialog in connection.Dialogs.Drain())
        {
            dialog.Finish(DialogEnd.ConnectionLost);
        }

        _registrar.Forget(connection);
    }

    /// <summary>The connection is over.</summary>
    internal void Forget(SipConnection connection)
    {
        _connections.Remove(connection);
        connection.MarkClosed();
        Logger.ConnectionOver(connection.Id);
        try
        {
            _application.OnConnectionClosed(connection);
        }
        catch (Exception bug)
        {
            Logger.ApplicationFailedAtEnd(bug, connection.Id);
        }
    }

    private void ReceiveAnswer(SipConnection connection, ReadOnlySpan<byte> head)
    {
        switch (connection.Authentication.VerifyAnswer(head))
        {
            case AnswerVerification.Broken:
                connection.Close("the signature of an answer is wrong");
                return;
            case AnswerVerification.Ignored:
                Logger.AnswerUnsigned(connection.Id);
                return;
        }

        var dialog = InfoAnswer.TryRead(head, out var answer) ? _dialogs.Find(answer, connection) : null;
        if (dialog is null)
        {
            Logger.AnswerUnknown(connection.Id);
            return;
        }

        dialog.OnAnswer(answer.CSeq, answer.Status);
    }

    private void Sweep()
    {
        try
        {
            _connections.Look();
            _dialogs.CheckTimers();
            _registrar.ForgetExpired();
            Traces.Look();
        }
        catch (Exception bug)
        {
            Logger.SweepFailed(bug);
        }
    }
}
