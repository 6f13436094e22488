using System.Globalization;

namespace PersistentChat.Xccos.Writing;

/// <summary>
/// Makes the bytes of one envelope with one primitive in it. COMPAT(pidgin-sipe): of several posts in one envelope it
/// reads only the first, and of different kinds only one kind (xccos.md section 4).
/// </summary>
public static class XccosEncoder
{
    // An XML writer has some 10 KB of buffers of its own, so each thread keeps one. A thread that is in the middle of an
    // envelope has none to keep.
    [ThreadStatic]
    private static EnvelopeWriter? t_spare;

    /// <summary>UTF-8 without byte order mark and without XML declaration.</summary>
    /// <exception cref="ArgumentException">
    /// A text holds what XML cannot say: U+0000 and other controls, U+FFFE, U+FFFF, half a surrogate pair. What peers
    /// send was validated where it came in, so this is a mistake of ours; nothing half-written leaves.
    /// </exception>
    public static byte[] Encode(string envelopeId, ServerPrimitive primitive)
    {
        var writer = t_spare ?? new EnvelopeWriter();
        t_spare = null;
        var envelope = writer.Write(envelopeId, primitive);

        // Only here: one that threw is somewhere in the middle of a document.
        t_spare = writer;
        return envelope;
    }

    /// <inheritdoc cref="Encode(string, ServerPrimitive)"/>
    public static byte[] Encode(long envelopeId, ServerPrimitive primitive) =>
        Encode(envelopeId.ToString(CultureInfo.InvariantCulture), primitive);
}
