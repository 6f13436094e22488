using System.Buffers;

namespace PersistentChat.Sip.Authentication;

/// <summary>Signs what leaves a connection (MS-SIPAE section 3.2.5).</summary>
public interface IHeadSigner
{
    /// <summary>
    /// Called for everything that leaves the connection, errors of the lowest level included, in the order in which it
    /// leaves. Writes complete header lines, each with its CRLF, or nothing; must be quick, others wait.
    /// </summary>
    void Sign(in SignedHead head, IBufferWriter<byte> headers);
}
