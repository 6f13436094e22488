using System.Xml;

namespace PersistentChat.Xccos.Xml;

/// <summary>
/// Writes what <see cref="ElementReader"/> read. The library declares whatever prefix a declaration was lost for.
/// </summary>
internal static class ElementWriter
{
    /// <remarks>Recursion is safe: the reader has bounded the depth.</remarks>
    public static void Write(XmlWriter xml, Element element)
    {
        xml.WriteStartElement(element.Prefix, element.Name, element.Namespace);
        foreach (var attribute in element.Attributes)
        {
            Write(xml, attribute);
        }

        foreach (var node in element.Content)
        {
            Write(xml, node);
        }

        xml.WriteEndElement();
    }

    public static void Write(XmlWriter xml, Element.Node node)
    {
        if (node.Element is { } child)
        {
            Write(xml, child);
        }
        else
        {
            xml.Text(node.Text!);
        }
    }

    public static void Write(XmlWriter xml, ElementAttribute attribute) =>
        xml.WriteAttributeString(attribute.Prefix, attribute.Name, attribute.Namespace, attribute.Value);
}
