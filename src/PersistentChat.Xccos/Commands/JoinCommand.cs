using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary><c>cmd:join</c>: the sender enters one room, the first <c>chanid</c> (xccos.md 8.4).</summary>
public sealed record JoinCommand(string Sequence, RoomUri Room) : ClientPrimitive(WireNames.CommandIds.Join, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        if (frame.Data.Child(WireNames.Elements.RoomId) is not { } chanid)
        {
            return frame.Malformed("no chanid");
        }

        return RoomUri.TryParse(
            chanid.Attribute(WireNames.Attributes.Domain), chanid.Attribute(WireNames.Attributes.Value), out var room)
            ? new JoinCommand(frame.Sequence, room)
            : frame.Malformed("chanid names no room");
    }
}
