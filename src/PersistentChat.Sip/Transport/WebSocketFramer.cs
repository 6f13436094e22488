using System.Buffers;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Finds the messages that come over a WebSocket, where one WebSocket message is one SIP message (RFC 7118 section 5):
/// without Content-Length its body is the rest, and a Content-Length that says otherwise is refused. A WebSocket message of
/// nothing but empty lines is a keep-alive.
/// </summary>
internal sealed class WebSocketFramer(WebSocketReader reader, SipLimits limits) : IMessageFramer
{
    private MessageFramer _framer = new(limits);

    public bool IsPartial { get; private set; }

    public int TakeKeepAlives() => _framer.TakeKeepAlives();

    public FrameStatus Read(ref ReadOnlySequence<byte> buffer, out Frame frame)
    {
        frame = default;
        var message = buffer;
        if (message.Length > limits.MaxMessageBytes) { return Refuse(message, SipParseError.MessageTooLarge, out frame); }

        IsPartial = !message.IsEmpty && !reader.IsEndOfMessage;
        if (message.IsEmpty || IsPartial) { return FrameStatus.NeedMore; }

        buffer = buffer.Slice(buffer.End);
        var rest = message;
        switch (_framer.Read(ref rest, out frame))
        {
            case FrameStatus.Refused:
                return FrameStatus.Refused;
            case FrameStatus.NeedMore when rest.IsEmpty:
                return FrameStatus.NeedMore;
            case FrameStatus.NeedMore:
                _framer = new MessageFramer(limits);
                return Refuse(rest, SipParseError.WrongLength, out frame);
            case FrameStatus.Message when rest.IsEmpty:
                return FrameStatus.Message;
            default:
                if (_framer.HadContentLength) { return Refuse(message, SipParseError.WrongLength, out frame); }
                frame = frame with { Body = rest };
                return FrameStatus.Message;
        }
    }

    private FrameStatus Refuse(ReadOnlySequence<byte> message, SipParseError error, out Frame frame)
    {
        frame = new Frame(message.Slice(0, Math.Min(message.Length, limits.MaxHeadBytes)).ToArray(), default, error);
        return FrameStatus.Refused;
    }
}
