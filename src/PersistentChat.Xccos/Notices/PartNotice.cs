using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Notices;

/// <summary>
/// <c>ntc:part</c>: people left a room you are in; <paramref name="PersonUris"/> are <c>sip:</c> addresses (xccos.md
/// section 9).
/// </summary>
public sealed record PartNotice(RoomUri Room, IReadOnlyList<string> PersonUris) : Notice(WireNames.NoticeIds.Part)
{
    private protected override void WriteData(XmlWriter xml) => xml.RoomWith(Room, PersonUris);
}
