using System.Buffers;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// A trusted front end is believed about each request whose it is: P-Asserted-Identity (RFC 3325 section 9.1), else From. What
/// protects its connection is mutual TLS, so nothing is challenged or signed.
/// </summary>
internal sealed class FrontEndAuthentication : IConnectionAuthentication
{
    private static readonly Verification Nobody = new Verification.Refused(403, "The asserted identity is no SIP address");

    public bool IsNumbered => false;

    public Verification Verify(SipRequest request)
    {
        var asserted = request.Headers.Elements(SipHeaderNames.PAssertedIdentity).ToList();
        if (asserted.Count == 0) { return new Verification.Accepted(request.From.Uri.AddressOfRecord); }

        // It may stand beside a telephone number (section 9.1); whom it names otherwise is nobody here.
        foreach (var element in asserted)
        {
            if (NameAddress.TryParse(element, out var address)) { return new Verification.Accepted(address.Uri.AddressOfRecord); }
        }

        return Nobody;
    }

    public AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head) => AnswerVerification.Accepted;

    public void Sign(in SignedHead head, IBufferWriter<byte> headers)
    {
        // TLS does.
    }

    public void Dispose()
    {
        // There is nothing to let go of.
    }
}
