using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PersistentChat.Server.Presence;

/// <summary>Names of [MS-PRES] documents and the strict way to read what clients send of them.</summary>
internal static class PresenceXml
{
    public static readonly XNamespace Categories = "http://schemas.microsoft.com/2006/09/sip/categories";
    public static readonly XNamespace Containers = "http://schemas.microsoft.com/2006/09/sip/container-management";
    public static readonly XNamespace ContactCard = "http://schemas.microsoft.com/2006/09/sip/contactcard";
    public static readonly XNamespace Fault = "http://schemas.microsoft.com/2006/09/sip/service-fault";
    public static readonly XNamespace ResourceList = "urn:ietf:params:xml:ns:rlmi";
    public static readonly XNamespace RichPresence = "http://schemas.microsoft.com/2006/09/sip/rich-presence";
    public static readonly XNamespace RoamingSelf = "http://schemas.microsoft.com/2006/09/sip/roaming-self";
    public static readonly XNamespace State = "http://schemas.microsoft.com/2006/09/sip/state";
    public static readonly XNamespace Subscribers = "http://schemas.microsoft.com/2006/09/sip/presence-subscribers";
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 256 * 1024,
    };

    private static readonly XmlWriterSettings Plain = new()
    {
        OmitXmlDeclaration = true,
        Encoding = new UTF8Encoding(false),
        // A carriage return that was written as a reference stays one.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The document's root; null when it is not well-formed XML within bounds.</summary>
    public static XElement? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Strict);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>An element by itself, all of its infoset: what comes back by <see cref="Parse"/> is the same.</summary>
    public static string Text(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Plain))
        {
            element.Save(writer);
        }

        return text.ToString();
    }

    /// <summary>What <see cref="Text"/> made.</summary>
    public static XElement Parse(string text) => XElement.Parse(text, LoadOptions.PreserveWhitespace);

    public static ReadOnlyMemory<byte> Write(XElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Plain))
        {
            root.Save(writer);
        }

        return buffer.ToArray();
    }

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
