using System.Buffers;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// Believes everybody: a connection is whoever is in the From of its first request, for as long as it lives. Only for
/// listeners on a loopback address, which <see cref="SipListenOptions"/> sees to.
/// </summary>
public sealed class NoAuthentication : IAuthentication
{
    public bool IsForLoopbackOnly => true;

    public IConnectionAuthentication Begin(SipConnection connection) => new Connection();

    private sealed class Connection : IConnectionAuthentication
    {
        private static readonly Verification SomebodyElse =
            new Verification.Refused(403, "This connection belongs to somebody else");

        private Verification.Accepted? _first;

        public bool IsNumbered => false;

        public Verification Verify(SipRequest request)
        {
            var identity = request.From.Uri.AddressOfRecord;
            _first ??= new Verification.Accepted(identity);
            return identity == _first.Identity ? _first : SomebodyElse;
        }

        public AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head) => AnswerVerification.Accepted;

        public void Sign(in SignedHead head, IBufferWriter<byte> headers)
        {
            // Nobody has proved anything, so there is nothing to sign with.
        }

        public void Dispose()
        {
            // There is nothing to let go of.
        }
    }
}
