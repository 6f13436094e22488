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

    public ConcurrentQueue<OutgoingHead> Signed { get; } = new();

    public Func<SipRequest, Verification> Verifier { get; set; } =
        request => new Verification.Accepted(request.From.Uri.AddressOfRecord);

    public IConnectionAuthentication Begin(SipConnection connection) => this;

    public Verification Verify(SipRequest request) => Verifier(request);

    public void Sign(in OutgoingHead head, IBufferWriter<byte> headers)
    {
        Signed.Enqueue(head);
        headers.Write(System.Text.Encoding.ASCII.GetBytes($"{Header}: {head.CSeq} {head.Method} {head.Status}\r\n"));
    }
}
