using System.Xml;
using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// The answer to a search of history (xccos.md 8.9). The code is 200 also when some of the rooms could not be searched; they
/// are listed as <c>bjoin</c> lists the rooms that failed (G).
/// </summary>
public sealed record HistorySearchReply(
    string Id, CommandReference Command, IReadOnlyList<FoundMessages> Rooms, IReadOnlyList<FailedRoom> Failed)
    : Reply(Id, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        foreach (var room in Rooms)
        {
            room.Write(xml);
        }

        foreach (var room in Failed)
        {
            room.Write(xml);
        }
    }
}
