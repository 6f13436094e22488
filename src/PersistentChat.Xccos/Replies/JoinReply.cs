using System.Xml;
using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:join</c> or <c>rpl:bjoin</c> (xccos.md 8.4, 8.5). <paramref name="People"/> is shared by all rooms, their
/// local ids unique in the whole reply, and includes who asks: pidgin-sipe learns from it that it is in. The code is
/// 200 also when some rooms of a batch failed.
/// </summary>
public sealed record JoinReply(
    string Id,
    CommandReference Command,
    IReadOnlyList<RoomBlock> Rooms,
    IReadOnlyList<PersonBlock> People,
    IReadOnlyList<FailedRoom> Failed)
    : Reply(Id, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        foreach (var room in Rooms)
        {
            room.Write(xml);
        }

        foreach (var person in People)
        {
            person.Write(xml);
        }

        foreach (var room in Failed)
        {
            room.Write(xml);
        }
    }
}
