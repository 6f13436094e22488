using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:bjoin</c>: the sender enters several rooms at once; some may fail (xccos.md 8.5). <paramref name="Rooms"/>
/// has no room twice. <paramref name="Unreadable"/>: what names no room (older data has numbers for guids); it goes
/// back in the reply as failed, beside those that the server refuses.
/// </summary>
public sealed record BatchJoinCommand(
    string Sequence, IReadOnlyList<RoomUri> Rooms, IReadOnlyList<FailedRoom> Unreadable)
    : ClientPrimitive(WireNames.CommandIds.BatchJoin, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var rooms = new List<RoomUri>();
        var unreadable = new List<FailedRoom>();
        foreach (var chanid in frame.Data.Children.Where(child => child.Is(WireNames.Elements.RoomId)))
        {
            var domain = chanid.Attribute(WireNames.Attributes.Domain) ?? "";
            var value = chanid.Attribute(WireNames.Attributes.Value) ?? "";
            if (RoomUri.TryParse(domain, value, out var room))
            {
                rooms.Add(room);
            }
            else
            {
                unreadable.Add(new FailedRoom(domain, value));
            }
        }

        return rooms.Count + unreadable.Count == 0
            ? frame.Malformed("no chanid")
            : new BatchJoinCommand(frame.Sequence, [.. rooms.Distinct()], unreadable);
    }
}
