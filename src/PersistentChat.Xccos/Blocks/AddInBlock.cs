using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>A room's add-in, as attributes of <c>chanib</c> (xccos.md 6.1; their names are G).</summary>
public sealed record AddInBlock(Guid Id, string Name, string Url)
{
    internal void Write(XmlWriter xml)
    {
        xml.Attribute(WireNames.Attributes.AddInId, Id.ToString("D"));
        xml.Attribute(WireNames.Attributes.AddInName, Name);
        xml.Attribute(WireNames.Attributes.AddInUrl, Url);
    }
}
