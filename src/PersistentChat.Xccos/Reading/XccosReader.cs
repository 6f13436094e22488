using System.Globalization;
using System.Text.Unicode;
using System.Xml;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Reading;

/// <summary>
/// Reads what a client sent in an INFO. Strict about XML and its bounds, tolerant about everything the fact sheet is
/// not sure of: order and case of attributes, extra ones, extra children, case of ids (xccos.md section 4).
/// </summary>
public static class XccosReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Never throws for what a peer sent.</summary>
    public static XccosReading Read(ReadOnlyMemory<byte> body, XccosLimits limits)
    {
        if (body.Length > limits.MaxBytes)
        {
            return new XccosFault(XccosFaultKind.TooLarge, $"more than {limits.MaxBytes} bytes");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return new XccosFault(XccosFaultKind.NotXml, "not UTF-8");
        }

        try
        {
            return ReadEnvelope(ElementReader.Read(WithoutMark(body.Span), limits), limits);
        }
        catch (RefusedXmlException refused)
        {
            var kind = refused.IsTooLarge ? XccosFaultKind.TooLarge : XccosFaultKind.NotXml;
            return new XccosFault(kind, refused.Message);
        }
        catch (XmlException error)
        {
            // The library's own message may quote the document.
            return new XccosFault(XccosFaultKind.NotXml, string.Create(
                CultureInfo.InvariantCulture,
                $"not well-formed at line {error.LineNumber}, column {error.LinePosition}"));
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;

    private static XccosReading ReadEnvelope(Element root, XccosLimits limits)
    {
        if (!root.Is(WireNames.Elements.Root))
        {
            return NotXccos("the root is not xccos");
        }

        if (root.Attribute(WireNames.Attributes.EnvelopeId) is not { Length: > 0 } envelopeId
            || envelopeId.Length > limits.MaxNameLength)
        {
            return NotXccos("no usable envid");
        }

        var primitives = new List<ClientPrimitive>();
        foreach (var element in root.Children.Where(IsPrimitive))
        {
            if (primitives.Count == limits.MaxPrimitives)
            {
                return new XccosFault(XccosFaultKind.TooLarge, $"more than {limits.MaxPrimitives} primitives");
            }

            if (ReadPrimitive(element, primitives.Count + 1, limits) is not { } primitive)
            {
                return NotXccos("a primitive without usable id or seqid");
            }

            primitives.Add(primitive);
        }

        return new XccosDocument(envelopeId, primitives);
    }

    /// <summary>
    /// Replies and notices are the server's to say; from a client they are passed over like unknown elements.
    /// </summary>
    private static bool IsPrimitive(Element element) =>
        element.Is(WireNames.Elements.Command) || element.Is(WireNames.Elements.Post);

    private static ClientPrimitive? ReadPrimitive(Element element, int place, XccosLimits limits)
    {
        var sequence = element.Attribute(WireNames.Attributes.Sequence) ?? place.ToString(CultureInfo.InvariantCulture);
        if (sequence.Length == 0 || sequence.Length > limits.MaxNameLength)
        {
            return null;
        }

        if (element.Is(WireNames.Elements.Post))
        {
            return Post.Read(new PrimitiveFrame(WireNames.CommandIds.Post, sequence, element, limits.MaxNameLength));
        }

        if (element.Attribute(WireNames.Attributes.Id) is not { Length: > 0 } id || id.Length > limits.MaxNameLength)
        {
            return null;
        }

        return CommandTable.Entries.TryGetValue(id, out var entry)
            ? entry.Read(new PrimitiveFrame(entry.Id, sequence, element, limits.MaxNameLength))
            : new UnknownCommand(id, sequence);
    }

    private static XccosFault NotXccos(string reason) => new(XccosFaultKind.NotXccos, reason);
}
