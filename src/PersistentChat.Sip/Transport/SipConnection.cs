using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tracing;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// One connection of a peer (RFC 3261 section 18). Requests come in one at a time; anybody may send at any time, and nobody
/// waits.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its life ends with MarkClosed, and nobody else is to end it.")]
public sealed class SipConnection
{
    private readonly ConnectionContext _context;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SipMetrics _metrics;
    private readonly MessageTraces _traces;
    private readonly CancellationTokenSource _closed = new();
    private int _isClosing;
    private volatile bool _isEnding;
    private long _receivedAt;
    private long _partialSince;

    internal SipConnection(ConnectionContext context, IAuthentication authentication, SipEndpoint endpoint)
    {
        var (limits, clock) = (endpoint.Limits, endpoint.Clock);
        _context = context;
        _clock = clock;
        _logger = endpoint.Logger;
        _metrics = endpoint.Metrics;
        _traces = endpoint.Traces;
        AcceptedAt = _receivedAt = clock.GetTimestamp();
        IsSecure = context.Features.Get<ITlsHandshakeFeature>() is not null;
        IsWebSocket = context.Transport is WebSocketTransport;
        FrontEnd = context.Features.Get<FrontEnd>();
        Outbound = new OutboundQueue(FrontEnd is null ? limits.OutboundBytes : limits.FrontEndOutboundBytes, endpoint.WriterTurns, keepsBoundaries: IsWebSocket);
        Transactions = new TransactionTable(limits, FrontEnd is null ? limits.MaxPendingRequests : limits.FrontEndPendingRequests, clock);
        Closed = _closed.Token;
        Authentication = FrontEnd is null ? authentication.Begin(this) : new FrontEndAuthentication();
    }

    public string Id => _context.ConnectionId;

    /// <summary>A timestamp of the endpoint's clock.</summary>
    public long AcceptedAt { get; }

    public EndPoint? LocalEndPoint => _context.LocalEndPoint;

    public EndPoint? RemoteEndPoint => _context.RemoteEndPoint;

    /// <summary>The far end's address, or its IPv6 network of 64 bits: whoever has one of its addresses has all of them.</summary>
    public IPAddress RemoteNetwork => Transport.RemoteNetwork.Of(RemoteEndPoint);

    /// <summary>TLS.</summary>
    public bool IsSecure { get; }

    /// <summary>SIP over WebSocket (RFC 7118).</summary>
    public bool IsWebSocket { get; }

    /// <summary>Null: the connection is one person's.</summary>
    public FrontEnd? FrontEnd { get; }

    public IConnectionAuthentication Authentication { get; }

    /// <summary>The address of record that was last verified on it; null before the first, and always on that of a front end.</summary>
    public string? Identity { get; internal set; }

    /// <summary>Cancelled when the connection is over and all its dialogs have ended.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Why it was closed from this side; null when it was not.</summary>
    public string? CloseReason { get; private set; }

    /// <summary>A whole message has come.</summary>
    internal bool HasSpoken { get; set; }

    internal OutboundQueue Outbound { get; }

    internal TransactionTable Transactions { get; }

    internal KeepAlive KeepAlive { get; } = new();

    internal ConnectionDialogs Dialogs { get; } = new();

    /// <summary>What our Via headers say: transport and where we listen (RFC 3261 section 18.1.1).</summary>
    internal string ViaSentBy => $"SIP/2.0/{TransportName} {SentBy(LocalEndPoint)}";

    private string TransportName => _context.Transport is WebSocketTransport webSocket ? webSocket.Name : IsSecure ? "TLS" : "TCP";

    /// <summary>
    /// Queues a message; what it says is copied. False: the connection is on its way down, as a rule because the peer is too slow.
    /// </summary>
    public bool TrySend(SipMessage message)
    {
        _metrics.Sending(message);
        return TryAppend((message, Authentication), static (state, output) => SipWriter.Write(state.message, output, state.Authentication));
    }

    /// <summary>Drops what is queued and closes the socket. Its dialogs end soon after, on the connection's own thread.</summary>
    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0) { return; }
        CloseReason = reason;
        _logger.ConnectionClosing(Id, reason);
        Outbound.Abort();

        Elsewhere(() =>
        {
            _context.Transport.Input.CancelPendingRead();
            _context.Transport.Output.CancelPendingFlush();
            _context.Abort(new ConnectionAbortedException(reason));
        });
    }

    /// <summary>
    /// Reads nothing more, and closes when what is queued has left; at once when the peer has not taken what came before.
    /// </summary>
    public void CloseAfterSending(string reason)
    {
        if (_isEnding) { return; }
        if (!Outbound.HasRoom)
        {
            Close(reason);
            return;
        }

        _isEnding = true;
        CloseReason ??= reason;
        _logger.ConnectionClosing(Id, reason);
        Elsewhere(_context.Transport.Input.CancelPendingRead);
    }

    internal bool IsClosing => _isEnding || Volatile.Read(ref _isClosing) != 0;

    /// <summary>Nothing more is read from it, and its dialogs have ended or are about to.</summary>
    internal bool IsOver => Dialogs.IsOver;

    /// <summary>Sends a response and returns its bytes as they left, signature and all; null when the connection is going down.</summary>
    internal byte[]? TrySendAndKeep(SipResponse response)
    {
        _metrics.Sending(response);
        byte[]? kept = null;
        var sent = TryAppend((response, Authentication, Keep: (Action<byte[]>)(bytes => kept = bytes)), static (state, output) =>
        {
            var before = output.Length;
            SipWriter.Write(state.response, output, state.Authentication);
            state.Keep(output.Written[before..].ToArray());
        });
        return sent ? kept : null;
    }

    internal bool TrySendBytes(ReadOnlySpan<byte> message) =>
        TryAppend(message, static (bytes, output) => System.Buffers.BuffersExtensions.Write(output, bytes));

    /// <summary>
    /// Appends to the queue; a full one closes the connection, and so does a message that cannot be written or signed: whoever
    /// sends it tells many others as well, and is not to hear of it.
    /// </summary>
    internal bool TryAppend<TState>(TState state, OutboundQueue.MessageWriter<TState> write)
        where TState : allows ref struct
    {
        try
        {
            var result = _traces.IsOn
                ? Outbound.TryAppend(new Traced<TState>(this, state, write), static (traced, output) => traced.Write(output))
                : Outbound.TryAppend(state, write);
            if (result == AppendResult.Full) { Close("the peer reads too slowly"); }
            return result == AppendResult.Appended;
        }
        catch (Exception bug)
        {
            _logger.ConnectionFailed(bug, Id);
            Close("a message could not be written");
            return false;
        }
    }

    /// <summary>Bytes came in; whether a message ended with them, and whether one has begun that is not complete.</summary>
    internal void Received(bool hasEnded, bool isPartial)
    {
        var now = _clock.GetTimestamp();
        Volatile.Write(ref _receivedAt, now);
        if (!isPartial) { Volatile.Write(ref _partialSince, 0); }

        // A busy peer may never be between two messages: what counts is how long ago this one began.
        if (isPartial && (hasEnded || _partialSince == 0)) { Volatile.Write(ref _partialSince, now); }
    }

    internal void CheckTimeouts(SipLimits limits)
    {
        var partialSince = Volatile.Read(ref _partialSince);
        if (partialSince != 0 && _clock.GetElapsedTime(partialSince) >= limits.PartialMessageTimeout)
        {
            Close("a message took too long to arrive");
        }

        if (!HasSpoken && _clock.GetElapsedTime(AcceptedAt) >= limits.FirstMessageTimeout) { Close("it said nothing"); }

        // A browser's page may be silent for ever, and cannot ping: the WebSocket's own pings show that it is there.
        if (IsWebSocket) { return; }
        if (_clock.GetElapsedTime(Volatile.Read(ref _receivedAt)) >= limits.IdleTimeout) { Close("idle"); }
    }

    internal void MarkClosed()
    {
        // From here on there is nothing left to close.
        Volatile.Write(ref _isClosing, 1);
        Outbound.Abort();
        Authentication.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    // The reader goes on where it is cancelled, and whoever closes a connection may be in the middle of telling many.
    private void Elsewhere(Action cancel) => ThreadPool.UnsafeQueueUserWorkItem(
        _ =>
        {
            try
            {
                cancel();
            }
            catch (ObjectDisposedException)
            {
                // Its reader was quicker: the connection is over, and TLS with it.
            }
            catch (Exception bug)
            {
                _logger.ConnectionFailed(bug, Id);
            }
        },
        null);

    /// <summary>A message that somebody wants to see, as it leaves.</summary>
    private readonly ref struct Traced<TState>(SipConnection connection, TState state, OutboundQueue.MessageWriter<TState> write)
        where TState : allows ref struct
    {
        private readonly TState _state = state;

        public void Write(PendingBuffer output)
        {
            var before = output.Length;
            write(_state, output);
            if (output.Length > before) { connection._traces.Sent(connection, output.Written[before..]); }
        }
    }

    private static string SentBy(EndPoint? local)
    {
        if (local is not IPEndPoint ip) { return "localhost"; }
        var address = ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address;
        return new IPEndPoint(address, ip.Port).ToString();
    }
}
