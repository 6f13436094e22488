using System.Globalization;
using System.Text;
using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Writing;

/// <summary>
/// Makes the bytes of one envelope with one primitive in it. COMPAT(pidgin-sipe): of several posts in one envelope it
/// reads only the first, and of different kinds only one kind (xccos.md section 4).
/// </summary>
public static class XccosEncoder
{
    internal static readonly XmlWriterSettings Wire = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        CheckCharacters = true,
        CloseOutput = false,

        // See WireWriting.Text.
        NewLineHandling = NewLineHandling.Replace,
        NewLineChars = "\r\n",
    };

    /// <summary>UTF-8 without byte order mark and without XML declaration.</summary>
    /// <exception cref="ArgumentException">
    /// A text holds what XML cannot say: U+0000 and other controls, U+FFFE, U+FFFF, half a surrogate pair. What peers
    /// send was validated where it came in, so this is a mistake of ours; nothing half-written leaves.
    /// </exception>
    public static byte[] Encode(string envelopeId, ServerPrimitive primitive)
    {
        using var buffer = new PooledBuffer();
        using (var xml = XmlWriter.Create(buffer, Wire))
        {
            xml.Begin(WireNames.Elements.Root);
            xml.Attribute(WireNames.Attributes.Version, WireNames.Values.Version);
            xml.Attribute(WireNames.Attributes.EnvelopeId, envelopeId);
            primitive.Write(xml);
            xml.End();
        }

        return buffer.ToArray();
    }

    /// <inheritdoc cref="Encode(string, ServerPrimitive)"/>
    public static byte[] Encode(long envelopeId, ServerPrimitive primitive) =>
        Encode(envelopeId.ToString(CultureInfo.InvariantCulture), primitive);
}
