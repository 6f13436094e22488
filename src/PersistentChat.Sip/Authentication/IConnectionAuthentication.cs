using System.Buffers;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The authentication of one connection. <see cref="Verify"/> is called by the connection's reader, one request at a time;
/// <see cref="Sign"/> by whoever sends, one message at a time, possibly while a request is being verified.
/// </summary>
public interface IConnectionAuthentication
{
    /// <summary>
    /// Called for every request but retransmissions, before anything is done about it; ACK and CANCEL too, which can only be
    /// accepted or ignored (RFC 3261 sections 9.1 and 22.1). Must not throw for anything a peer can send.
    /// </summary>
    Verification Verify(SipRequest request);

    /// <summary>
    /// Called for everything that leaves the connection, errors of the lowest level included, in the order in which it
    /// leaves. Writes complete header lines, each with its CRLF, or nothing; must be quick, others wait.
    /// </summary>
    void Sign(in OutgoingHead head, IBufferWriter<byte> headers);
}
