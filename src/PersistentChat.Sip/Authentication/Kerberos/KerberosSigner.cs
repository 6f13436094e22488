using System.Buffers;
using System.Net.Security;

namespace PersistentChat.Sip.Authentication.Kerberos;

/// <summary>GSS_GetMIC and GSS_VerifyMIC of a Kerberos session (RFC 4121 section 4.2.6.1).</summary>
internal sealed class KerberosSigner(NegotiateAuthentication session) : IMessageSigner
{
    // Nothing is promised about one session in two threads.
    private readonly Lock _gate = new();

    public void Sign(ReadOnlySpan<byte> text, IBufferWriter<byte> signature)
    {
        lock (_gate) { session.ComputeIntegrityCheck(text, signature); }
    }

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        lock (_gate) { return session.VerifyIntegrityCheck(text, signature); }
    }

    public void Dispose() => session.Dispose();
}
