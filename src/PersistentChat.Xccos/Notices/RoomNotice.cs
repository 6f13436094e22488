using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Notices;

/// <summary>
/// A room as it is now: <c>ntc:chanmodify</c>, its settings changed (xccos.md section 9: G), and <c>ntc:invite</c>, the
/// receiver was made a member (K), then with the number of the invitation, like in <c>rpl:getinv</c>.
/// </summary>
/// <param name="InvitationId">Null leaves it out.</param>
public sealed record RoomNotice(string Id, RoomBlock Room, long? InvitationId = null) : Notice(Id)
{
    private protected override void WriteData(XmlWriter xml)
    {
        if (InvitationId is { } id)
        {
            xml.Invitation(id, Room.Uri.Domain);
        }

        Room.Write(xml);
    }
}
