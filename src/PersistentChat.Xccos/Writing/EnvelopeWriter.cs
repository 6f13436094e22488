using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Writing;

/// <summary>
/// Writes one envelope after the other with the same XML writer. After an exception it is of no use any more.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its thread and holds nothing but memory.")]
internal sealed class EnvelopeWriter
{
    internal static readonly XmlWriterSettings Wire = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        CheckCharacters = true,
        CloseOutput = false,

        // To the writer the envelopes are fragments of one document; each is whole and declares its own namespaces.
        ConformanceLevel = ConformanceLevel.Fragment,

        // See WireWriting.Text.
        NewLineHandling = NewLineHandling.Replace,
        NewLineChars = "\r\n",
    };

    private readonly PooledBuffer _buffer = new();
    private readonly XmlWriter _xml;

    public EnvelopeWriter() => _xml = XmlWriter.Create(_buffer, Wire);

    public byte[] Write(string envelopeId, ServerPrimitive primitive)
    {
        _xml.Begin(WireNames.Elements.Root);
        _xml.Attribute(WireNames.Attributes.Version, WireNames.Values.Version);
        _xml.Attribute(WireNames.Attributes.EnvelopeId, envelopeId);
        primitive.Write(_xml);
        _xml.End();
        _xml.Flush();
        return _buffer.Take();
    }
}
