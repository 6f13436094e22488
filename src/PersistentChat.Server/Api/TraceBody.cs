using System.Globalization;
using System.Text;
using System.Xml;

namespace PersistentChat.Server.Api;

/// <summary>What of a message's body a trace tells when nobody has asked for what people say: the form, without the words.</summary>
internal static class TraceBody
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1_048_576,
    };

    private static readonly XmlWriterSettings Fragment = new() { OmitXmlDeclaration = true, CheckCharacters = false };

    // Identifiers, numbers, times and kinds. Whatever else there is may be what somebody has written.
    private static readonly HashSet<string> Told = new(
        [
            "ver", "envid", "id", "seqid", "code", "uri", "key", "domain", "cnt", "inviteId", "chanUri", "author", "ts", "alert", "chatId",
            "parent", "behavior", "disabled", "guid", "type", "qtype", "createdefault", "label", "infoType", "serverTime", "searchLimit",
            "messageSizeLimit", "storySizeLimit", "rootUri", "dbVersion", "exceeded", "nextid", "more", "container", "instance", "version",
            "expireType", "expires", "publishTime", "deltaNum", "prevDeltaNum",
        ],
        StringComparer.Ordinal);

    /// <param name="contentType">As the message has it.</param>
    public static string Tell(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (contentType?.StartsWith("application/sdp", StringComparison.OrdinalIgnoreCase) is true) { return Encoding.ASCII.GetString(body.Span); }
        try
        {
            return FormOf(body);
        }
        catch (XmlException)
        {
            return $"({body.Length} bytes that are no XML)";
        }
    }

    private static string FormOf(ReadOnlyMemory<byte> body)
    {
        var text = new StringBuilder();
        using var bytes = new MemoryStream(body.ToArray());
        using var reader = XmlReader.Create(bytes, Strict);
        using (var writer = XmlWriter.Create(text, Fragment))
        {
            while (reader.Read())
            {
                Copy(reader, writer);
            }
        }

        return text.ToString();
    }

    private static void Copy(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                CopyAttributes(reader, writer);
                if (isEmpty) { writer.WriteEndElement(); }
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                writer.WriteString(LengthOf(reader.Value));
                break;
        }
    }

    private static void CopyAttributes(XmlReader reader, XmlWriter writer)
    {
        while (reader.MoveToNextAttribute())
        {
            var isTold = reader.Prefix is "xmlns" || reader.Name is "xmlns" || Told.Contains(reader.LocalName)
                || (reader.LocalName is "value" && Guid.TryParse(reader.Value, out _));
            writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, isTold ? reader.Value : LengthOf(reader.Value));
        }
    }

    private static string LengthOf(string text) => string.Create(CultureInfo.InvariantCulture, $"({text.Length} characters)");
}
