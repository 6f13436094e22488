using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:getinv</c> (xccos.md 8.12; its body was not seen: G). <paramref name="LastId"/> is the highest id there is
/// now,
/// <paramref name="Rooms"/> the rooms invited to since the client's last known one.
/// </summary>
public sealed record InvitationsReply(
    CommandReference Command, long LastId, string Domain, IReadOnlyList<RoomBlock> Rooms)
    : Reply(WireNames.ReplyIds.Invitations, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        xml.Invitation(LastId, Domain);
        foreach (var room in Rooms)
        {
            room.Write(xml);
        }
    }
}
