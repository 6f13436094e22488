using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Notices;

/// <summary>
/// <c>ntc:kick</c>: you may not be in this room any more and are out of it (xccos.md section 9: the name is K; the shape,
/// that of <c>ntc:part</c>, is G).
/// </summary>
/// <param name="PersonUri">Who is out: whoever gets this.</param>
public sealed record KickNotice(RoomUri Room, string PersonUri) : Notice(WireNames.NoticeIds.Kick)
{
    private protected override void WriteData(XmlWriter xml) => xml.RoomWith(Room, [PersonUri]);
}
