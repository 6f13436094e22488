using System.Buffers;
using System.Buffers.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Finds the messages in a stream (RFC 3261 section 18.3): the head up to its empty line, then as many bytes as its
/// Content-Length says. Every limit is enforced while the bytes come in, and no byte of a head is looked at twice,
/// however small the pieces.
/// </summary>
public sealed class MessageFramer(SipLimits limits) : IMessageFramer
{
    private int _scanned;
    private int _lineStart;
    private int _lines;
    private int _headLength;
    private int _bodyLength;
    private int _emptyLines;

    /// <summary>A message has begun and is not complete.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The last message said how long its body is.</summary>
    internal bool HadContentLength { get; private set; }

    /// <summary>Whole keep-alives, two empty lines each, that came since this was last asked for (RFC 5626 section 3.5.1).</summary>
    public int TakeKeepAlives()
    {
        var found = _emptyLines / 2;
        _emptyLines %= 2;
        return found;
    }

    /// <summary>
    /// Takes the next message off the front of <paramref name="buffer"/>. Call it again until it needs more, then with the
    /// same bytes and those that have come since.
    /// </summary>
    public FrameStatus Read(ref ReadOnlySequence<byte> buffer, out Frame frame)
    {
        frame = default;
        var mayBeginHere = _scanned > 0 || SkipKeepAlives(ref buffer);
        IsPartial = mayBeginHere && !buffer.IsEmpty;
        if (!IsPartial) { return FrameStatus.NeedMore; }

        if (_headLength == 0 && Scan(buffer) is { } error)
        {
            frame = new Frame(Contiguous(buffer.Slice(0, Math.Min(buffer.Length, limits.MaxHeadBytes))), default, error);
            return FrameStatus.Refused;
        }

        if (_headLength == 0 || buffer.Length < _headLength + _bodyLength) { return FrameStatus.NeedMore; }

        frame = new Frame(Contiguous(buffer.Slice(0, _headLength)), buffer.Slice(_headLength, _bodyLength));
        buffer = buffer.Slice(_headLength + _bodyLength);
        _scanned = _lineStart = _lines = _headLength = _bodyLength = 0;
        IsPartial = false;
        return FrameStatus.Message;
    }

    // Empty lines before a message are keep-alives, or simply forgiven (RFC 3261 section 7.5). False: it may be half of one.
    private bool SkipKeepAlives(ref ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.IsNext("\r\n"u8, advancePast: true))
        {
            _emptyLines++;
        }

        buffer = buffer.Slice(reader.Position);
        return buffer.Length != 1 || buffer.FirstSpan[0] != '\r';
    }

    private static ReadOnlyMemory<byte> Contiguous(ReadOnlySequence<byte> bytes) =>
        bytes.IsSingleSegment ? bytes.First : bytes.ToArray();

    /// <summary>Looks at what has come since the last time, line by line; sets the lengths at the empty line.</summary>
    private SipParseError? Scan(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer.Slice(_scanned));
        while (reader.TryAdvanceTo((byte)'\n'))
        {
            var next = _scanned + (int)reader.Consumed;
            if (CheckLine(next - _lineStart, next) is { } error) { return error; }

            var isBare = next == 1 || ByteAt(buffer, next - 2) != '\r';
            if (isBare) { return SipParseError.BadHeaderLine; }
            if (next - _lineStart == 2) { return EndHead(buffer, next); }
            if (_lines++ > limits.MaxHeaders) { return SipParseError.TooManyHeaders; }
            _lineStart = next;
        }

        var length = buffer.Length;
        var begun = length - _lineStart;
        var tooLong = CheckLine(begun, length);
        _scanned = tooLong is null ? (int)length : _scanned;
        return tooLong;
    }

    private SipParseError? CheckLine(long lineLength, long headLength)
    {
        if (lineLength > limits.MaxHeaderLineBytes) { return SipParseError.LineTooLong; }
        return headLength > limits.MaxHeadBytes ? SipParseError.HeadTooLarge : null;
    }

    private SipParseError? EndHead(ReadOnlySequence<byte> buffer, int headLength)
    {
        if (FindContentLength(Contiguous(buffer.Slice(0, headLength)).Span, out var bodyLength, out var isSaid) is { } error) { return error; }
        if (bodyLength > limits.MaxMessageBytes - headLength) { return SipParseError.MessageTooLarge; }
        _headLength = headLength;
        _bodyLength = bodyLength;
        HadContentLength = isSaid;
        return null;
    }

    private static SipParseError? FindContentLength(ReadOnlySpan<byte> head, out int length, out bool found)
    {
        length = 0;
        found = false;
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine()) { return SipParseError.BadStartLine; }
        while (lines.ReadHeader())
        {
            if (!lines.IsNamed("Content-Length"u8) && !lines.IsNamed("l"u8)) { continue; }
            if (found) { return SipParseError.TwoContentLengths; }
            found = true;

            // Too many digits for an int are still a length, only not one that we take.
            var isNumber = !lines.Value.IsEmpty && !lines.Value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            if (!isNumber) { return SipParseError.BadContentLength; }
            if (!Utf8Parser.TryParse(lines.Value, out length, out _)) { return SipParseError.MessageTooLarge; }
        }

        return lines.IsMalformed ? SipParseError.BadHeaderLine : null;
    }

    private static byte ByteAt(ReadOnlySequence<byte> buffer, int index) => buffer.Slice(index, 1).FirstSpan[0];
}
