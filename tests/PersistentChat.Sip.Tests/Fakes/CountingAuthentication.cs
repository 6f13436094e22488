using System.Buffers;
using System.Collections.Concurrent;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Believes everybody and signs everything with a line that says what was signed.</summary>
internal sealed class CountingAuthentication : IAuthentication, IConnectionAuthentication
{
    public const string Header = "X-Signed";

    public ConcurrentQueue<SignedHead> Signed { get; } = new();

    public Func<SipRequest, Verification> Verifier { get; set; } =
        request => new Verification.Accepted(request.From.Uri.AddressOfRecord);

    public bool IsNumbered { get; set; }

    /// <summary>Signing fails, as that of an operating system may.</summary>
    public bool IsBroken { get; set; }

    public Func<AnswerVerification> AnswerVerifier { get; set; } = () => AnswerVerification.Accepted;

    public IConnectionAuthentication Begin(SipConnection connection) => this;

    public Verification Verify(SipRequest request) => Verifier(request);

    public AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head) => AnswerVerifier();

    public void Sign(in SignedHead head, IBufferWriter<byte> headers)
    {
        if (IsBroken) { throw new System.Security.Cryptography.CryptographicException("No signature."); }
        Signed.Enqueue(head);
        headers.Write(System.Text.Encoding.ASCII.GetBytes($"{Header}: {head.CSeq} {head.Method} {head.Status}\r\n"));
    }

    public void Dispose()
    {
        // One for all connections of a test.
    }
}
