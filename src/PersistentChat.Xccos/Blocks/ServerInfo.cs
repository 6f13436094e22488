using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// <c>sib</c>: identity and limits of the server (xccos.md 6.4, 8.2). Message and story limits are characters (the
/// API's text says bytes; characters in practice: G). <see cref="SearchLimit"/> caps every query.
/// </summary>
public sealed record ServerInfo(
    DateTimeOffset ServerTime,
    int SearchLimit,
    int MessageSizeLimit,
    int StorySizeLimit,
    CategoryUri Root,
    Guid DatabaseVersion)
{
    /// <summary>The request's, echoed; null leaves it out. Everything is told whatever it asked for.</summary>
    public int? InfoType { get; init; }

    /// <summary>Lync 2013; attribute name G.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Lync 2013: the web page that manages rooms; attribute name G.</summary>
    public string? RoomManagementUrl { get; init; }

    internal void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Server);
        if (InfoType is { } infoType)
        {
            xml.Attribute(WireNames.Attributes.InfoType, infoType);
        }

        xml.Attribute(WireNames.Attributes.ServerTime, ServerTime);
        xml.Attribute(WireNames.Attributes.SearchLimit, SearchLimit);
        xml.Attribute(WireNames.Attributes.MessageSizeLimit, MessageSizeLimit);
        xml.Attribute(WireNames.Attributes.StorySizeLimit, StorySizeLimit);
        xml.Attribute(WireNames.Attributes.RootUri, Root.ToString());
        xml.Attribute(WireNames.Attributes.DatabaseVersion, DatabaseVersion.ToString("D"));
        xml.OptionalAttribute(WireNames.Attributes.PoolName, DisplayName);
        xml.OptionalAttribute(WireNames.Attributes.RoomManagementUrl, RoomManagementUrl);
        xml.End();
    }
}
