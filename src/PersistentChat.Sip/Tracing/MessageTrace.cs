using System.Collections.Immutable;
using System.Text;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tracing;

/// <summary>
/// What passes between a person, or on a connection, and this server, as long as it is wanted and no more than it may be. What
/// is kept is kept without secrets from the beginning.
/// </summary>
/// <param name="id">Of the trace.</param>
/// <param name="subject">Whose messages.</param>
/// <param name="bounds">How many, and until when.</param>
/// <param name="tellForm">What of a body of some type is told without what people say; bodies are not this project's language.</param>
public sealed class MessageTrace(Guid id, TraceSubject subject, TraceBounds bounds, Func<string?, ReadOnlyMemory<byte>, string> tellForm)
{
    /// <summary>Characters of a message's text; what is longer is cut.</summary>
    public const int LongestText = 16_384;

    /// <summary>Characters of a whole trace.</summary>
    public const int LongestTrace = 8_388_608;

    private readonly Lock _gate = new();
    private ImmutableList<TracedMessage> _messages = [];
    private int _length;
    private TraceEnd? _ended;

    public Guid Id => id;

    public TraceSubject Subject => subject;

    public TraceBounds Bounds => bounds;

    /// <summary>Null: it goes on.</summary>
    public TraceEnd? Ended
    {
        get
        {
            lock (_gate) { return _ended; }
        }
    }

    /// <summary>What it has until now, oldest first.</summary>
    public IReadOnlyList<TracedMessage> Messages
    {
        get
        {
            lock (_gate) { return _messages; }
        }
    }

    /// <summary>Ends it when its time is over.</summary>
    internal void Look(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now >= bounds.EndsAt) { _ended ??= TraceEnd.Time; }
        }
    }

    internal void Take(SipConnection connection, bool isReceived, ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!Concerns(connection, head)) { return; }
        var text = TraceText.OfHead(head, out var type) is { } told
            ? told + (body.IsEmpty ? "" : subject.WithText ? Encoding.UTF8.GetString(body.Span) : tellForm(type, body))
            : $"({head.Length} bytes that are no message)";
        if (text.Length > LongestText) { text = $"{text[..LongestText]}(cut)"; }
        Look(now);
        lock (_gate)
        {
            if (_ended is not null) { return; }
            _messages = _messages.Add(new TracedMessage(
                _messages.Count + 1, now, connection.Id, $"{connection.RemoteEndPoint}", isReceived, text));
            _length += text.Length;
            if (_messages.Count >= bounds.Messages || _length >= LongestTrace) { _ended = TraceEnd.Full; }
        }
    }

    // Before somebody has signed in, and behind a front end, a message says itself whose it is.
    private bool Concerns(SipConnection connection, ReadOnlySpan<byte> head) =>
        subject.ConnectionId is { } wanted ? connection.Id == wanted
        : connection.Identity is { } person ? person == subject.Person
        : TraceText.IsOf(subject.Person!, head);
}
