using System.Text;
using System.Xml;

namespace PersistentChat.Xccos.Xml;

/// <summary>
/// Reads one document into a tree, strictly and within limits. No DTD and so no entities but the five of XML itself;
/// comments and processing instructions are passed over; characters that XML does not allow are errors.
/// </summary>
internal static class ElementReader
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Document,
        CheckCharacters = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="document">UTF-8, without byte order mark.</param>
    /// <exception cref="XmlException">Not well-formed; <see cref="RefusedXmlException"/> when a limit is
    /// passed.</exception>
    public static Element Read(ReadOnlySpan<byte> document, XccosLimits limits)
    {
        // Of a stream that can say its length the library makes its buffers as long; of any other text, 8 KB for each message.
        using var bytes = new MemoryStream(document.ToArray(), writable: false);
        using var xml = XmlReader.Create(bytes, Strict, new XmlParserContext(null, null, null, XmlSpace.None, Utf8WithoutMark));
        Element? root = null;
        Element? open = null;

        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    RequireUtf8(xml);
                    break;

                case XmlNodeType.Element:
                    var element = ReadStart(xml, open, limits);
                    open?.Add(new Element.Node(element, null));
                    root ??= element;
                    open = xml.IsEmptyElement ? open : element;
                    break;

                case XmlNodeType.EndElement:
                    open = open?.Parent;
                    break;

                case XmlNodeType.Text or XmlNodeType.CDATA:
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    open?.Add(new Element.Node(null, xml.Value));
                    break;
            }
        }

        // A document without a root is an error of the library's, so there is one here.
        return root!;
    }

    private static Element ReadStart(XmlReader xml, Element? parent, XccosLimits limits)
    {
        if (xml.Depth >= limits.MaxDepth)
        {
            throw TooLarge($"elements deeper than {limits.MaxDepth}");
        }

        if (xml.AttributeCount > limits.MaxAttributes)
        {
            throw TooLarge($"more than {limits.MaxAttributes} attributes");
        }

        RequireName(xml, limits);
        var element = new Element(xml.Prefix, xml.LocalName, xml.NamespaceURI, parent);
        while (xml.MoveToNextAttribute())
        {
            RequireName(xml, limits);
            var value = xml.Value;
            if (value.Length > limits.MaxAttributeLength)
            {
                throw TooLarge($"an attribute longer than {limits.MaxAttributeLength} characters");
            }

            element.Add(new ElementAttribute(xml.Prefix, xml.LocalName, xml.NamespaceURI, value));
        }

        xml.MoveToElement();
        return element;
    }

    private static void RequireName(XmlReader xml, XccosLimits limits)
    {
        if (xml.LocalName.Length > limits.MaxNameLength || xml.Prefix.Length > limits.MaxNameLength)
        {
            throw TooLarge($"a name longer than {limits.MaxNameLength} characters");
        }
    }

    private static void RequireUtf8(XmlReader xml)
    {
        // The bytes were read as UTF-8; a declaration that claims something else would make them mean something else.
        if (xml.GetAttribute("encoding") is { } encoding
            && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedXmlException("an encoding other than UTF-8 is declared", isTooLarge: false);
        }
    }

    private static RefusedXmlException TooLarge(string reason) => new(reason, isTooLarge: true);
}
