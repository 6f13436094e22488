using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:bccontext</c> (xccos.md 8.8). <paramref name="Messages"/> stand oldest first: clients do not sort. One room
/// per reply: pidgin-sipe reads only the first.
/// </summary>
public sealed record RecentHistoryReply(CommandReference Command, RoomUri Room, IReadOnlyList<PostedMessage> Messages)
    : Reply(WireNames.ReplyIds.RecentHistory, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Room);
        xml.Attribute(WireNames.Attributes.Uri, Room.ToString());
        foreach (var message in Messages)
        {
            message.Write(xml, WireNames.Elements.HistoryMessage);
        }

        xml.End();
    }
}
