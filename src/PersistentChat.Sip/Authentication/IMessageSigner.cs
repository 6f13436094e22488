using System.Buffers;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The session keys of a handshake (GSS_GetMIC and GSS_VerifyMIC, RFC 2743 section 2.3). Signing and verifying may happen at
/// the same time, two of a kind never.
/// </summary>
public interface IMessageSigner : IDisposable
{
    /// <summary>Writes the signature of what we send.</summary>
    void Sign(ReadOnlySpan<byte> text, IBufferWriter<byte> signature);

    /// <summary>Whether it is the peer's signature of that text; takes the same time however wrong it is.</summary>
    bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
