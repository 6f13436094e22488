using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The authentication of one connection (RFC 3261 section 22, MS-SIPAE section 3.3).
/// <see cref="Verify"/> is called by the connection's reader, one request at a time;
/// <see cref="IHeadSigner.Sign"/> by whoever sends, one message at a time, possibly while a request is being verified. Disposed when the
/// connection is over and none of them is called any more.
/// </summary>
public interface IConnectionAuthentication : IHeadSigner, IDisposable
{
    /// <summary>
    /// Every message of the peer has a number that comes once. A repeated request is an attack then, and no retransmission.
    /// </summary>
    bool IsNumbered { get; }

    /// <summary>
    /// Called for every request, before anything is done about it, but not for retransmissions unless messages are numbered;
    /// for ACK and CANCEL too, which can only be accepted or ignored (RFC 3261 sections 9.1 and 22.1). Must not throw for
    /// anything a peer can send.
    /// </summary>
    Verification Verify(SipRequest request);

    /// <summary>Called for every answer of the peer, by its reader; there is one for every message delivered.</summary>
    /// <param name="head">From the start line to the empty line, as it came.</param>
    AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head);
}
