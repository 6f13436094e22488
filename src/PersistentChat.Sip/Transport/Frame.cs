using System.Buffers;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transport;

/// <summary>One message as it lies in the read buffer; valid until the buffer is advanced.</summary>
/// <param name="Head">From the start line to the empty line. Of a refused message: as much of it as there is.</param>
/// <param name="Body">As long as Content-Length says; empty without (RFC 3261 section 18.3).</param>
/// <param name="Error">Only with <see cref="FrameStatus.Refused"/>.</param>
public readonly record struct Frame(ReadOnlyMemory<byte> Head, ReadOnlySequence<byte> Body, SipParseError? Error = null)
{
    /// <summary>Parses the message, with a body of its own.</summary>
    public bool TryParse(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SipMessage? message,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out SipParseError? error) =>
        SipParser.TryParse(Head.Span, Body.IsEmpty ? default(ReadOnlyMemory<byte>) : Body.ToArray(), out message, out error);
}
