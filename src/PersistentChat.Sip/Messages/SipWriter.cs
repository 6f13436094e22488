using System.Buffers;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Sip.Messages;

/// <summary>
/// Writes messages (RFC 3261 section 7): long header names only, every line with a colon, Content-Length always and last but
/// for the signature. <see cref="SipHeaders"/> has seen to it that no value can break a line.
/// </summary>
/// <remarks>
/// COMPAT(pidgin-sipe): a header line without a colon makes it deaf for the rest of the connection, compact names are not
/// understood, and Content-Type without Content-Length disconnects it.
/// </remarks>
public static class SipWriter
{
    /// <summary>Writes a message and, between head and body, what <paramref name="signer"/> signs with; null: nothing.</summary>
    public static void Write(SipMessage message, IBufferWriter<byte> output, IHeadSigner? signer)
    {
        WriteStartLine(message, output);
        foreach (var (name, value) in message.Headers)
        {
            // Ours is computed; one that came with a forwarded message must not contradict it.
            if (name.Equals(SipHeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)) { continue; }
            output.Append(name);
            output.Write(": "u8);
            output.Append(value);
            output.Write("\r\n"u8);
        }

        output.Write("Content-Length: "u8);
        output.Append(message.Body.Length);
        output.Write("\r\n"u8);
        signer?.Sign(SignedHead.Of(message), output);
        output.Write("\r\n"u8);
        output.Write(message.Body.Span);
    }

    private static void WriteStartLine(SipMessage message, IBufferWriter<byte> output)
    {
        if (message is SipRequest request)
        {
            output.Append(request.Method);
            output.Write(" "u8);
            output.Append(request.RequestUri.Text);
            output.Write(" SIP/2.0\r\n"u8);
            return;
        }

        var response = (SipResponse)message;
        output.Write("SIP/2.0 "u8);
        output.Append(response.Status);
        output.Write(" "u8);
        output.Append(response.Reason);
        output.Write("\r\n"u8);
    }
}
