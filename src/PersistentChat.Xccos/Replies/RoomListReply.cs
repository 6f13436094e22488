using System.Xml;
using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// A list of rooms: <c>rpl:chansrch</c> or <c>rpl:getassociations</c> (xccos.md 8.3, 8.10; the latter's form is G).
/// </summary>
public sealed record RoomListReply(string Id, CommandReference Command, IReadOnlyList<RoomBlock> Rooms)
    : Reply(Id, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        foreach (var room in Rooms)
        {
            room.Write(xml);
        }
    }
}
