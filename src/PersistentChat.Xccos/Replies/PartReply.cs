using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:part</c> (xccos.md 8.6). The address must come back, or pidgin-sipe stays in the room for good.
/// </summary>
public sealed record PartReply(CommandReference Command, RoomUri Room) : Reply(WireNames.ReplyIds.Part, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Room);
        xml.Attribute(WireNames.Attributes.Uri, Room.ToString());
        xml.End();
    }
}
