using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// <c>uib</c>: a person (xccos.md 6.2). <paramref name="LocalId"/> counts from 0 within one join reply, where
/// <see cref="RoomBlock.Permissions"/> refers to it; null elsewhere. <paramref name="Id"/> is the principal's guid.
/// <paramref name="Uri"/> is a <c>sip:</c> address.
/// </summary>
public sealed record PersonBlock(int? LocalId, string Uri, Guid Id, string DisplayName)
{
    /// <summary>The API knows a name beside the display name; where nobody has one, it is the same.</summary>
    public string Name { get; init; } = DisplayName;

    internal void Write(XmlWriter xml, IReadOnlyList<RoomMask>? rooms = null)
    {
        xml.Begin(WireNames.Elements.Person);
        if (LocalId is { } localId)
        {
            xml.Attribute(WireNames.Attributes.Id, localId);
        }

        xml.Attribute(WireNames.Attributes.Uri, Uri);
        xml.Attribute(WireNames.Attributes.Guid, Id.ToString("D"));
        xml.Attribute(WireNames.Attributes.Type, WireNames.Values.TypeUser);
        xml.Attribute(WireNames.Attributes.UserName, Name);
        xml.Attribute(WireNames.Attributes.DisplayName, DisplayName);
        xml.Attribute(WireNames.Attributes.Disabled, false);
        foreach (var room in rooms ?? [])
        {
            xml.Begin(WireNames.Elements.Access);
            xml.Attribute(WireNames.Attributes.Key, room.Mask);
            xml.Attribute(WireNames.Attributes.Domain, room.Room.Domain);
            xml.Attribute(WireNames.Attributes.Value, room.Room.Id.ToString("D"));
            xml.End();
        }

        xml.End();
    }
}
