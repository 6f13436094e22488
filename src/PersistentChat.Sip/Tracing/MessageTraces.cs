using System.Buffers;
using System.Collections.Immutable;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tracing;

/// <summary>The traces of an endpoint, running and ended. While none runs it costs a message one look at a field.</summary>
public sealed class MessageTraces(TimeProvider clock)
{
    /// <summary>As many there can be, ended ones included.</summary>
    public const int Most = 10;

    private readonly Lock _gate = new();
    private ImmutableList<MessageTrace> _all = [];
    private volatile MessageTrace[] _running = [];

    /// <summary>In the order of their beginning.</summary>
    public IReadOnlyList<MessageTrace> All
    {
        get
        {
            Look();
            lock (_gate) { return _all; }
        }
    }

    internal bool IsOn => _running.Length > 0;

    public MessageTrace? Find(Guid id) => All.FirstOrDefault(trace => trace.Id == id);

    /// <summary>False: there are as many as there can be.</summary>
    public bool TryStart(MessageTrace trace)
    {
        lock (_gate)
        {
            if (_all.Count >= Most) { return false; }
            _all = _all.Add(trace);
            _running = [.. _running, trace];
            return true;
        }
    }

    /// <summary>Ends a trace and forgets what it has. False: there is none.</summary>
    public bool TryRemove(Guid id)
    {
        lock (_gate)
        {
            var before = _all.Count;
            _all = _all.RemoveAll(trace => trace.Id == id);
            _running = [.. _running.Where(trace => trace.Id != id)];
            return _all.Count < before;
        }
    }

    internal void Received(SipConnection connection, in Frame frame) =>
        Take(connection, isReceived: true, frame.Head.Span, frame.Body.IsEmpty ? default(ReadOnlyMemory<byte>) : frame.Body.ToArray());

    /// <param name="message">Whole, as it leaves.</param>
    internal void Sent(SipConnection connection, ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        if (end < 0) { return; }
        Take(connection, isReceived: false, message[..(end + 4)], message[(end + 4)..].ToArray());
    }

    /// <summary>Ends those whose time is over.</summary>
    internal void Look()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var trace in _running)
            {
                trace.Look(now);
            }

            if (_running.Any(trace => trace.Ended is not null)) { _running = [.. _running.Where(trace => trace.Ended is null)]; }
        }
    }

    private void Take(SipConnection connection, bool isReceived, ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body)
    {
        var now = clock.GetUtcNow();
        foreach (var trace in _running)
        {
            trace.Take(connection, isReceived, head, body, now);
        }
    }
}
