using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary><c>cmd:part</c>: the sender leaves a room (xccos.md 8.6).</summary>
public sealed record PartCommand(string Sequence, RoomUri Room) : ClientPrimitive(WireNames.CommandIds.Part, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame) => frame.TryRoom(out var room)
        ? new PartCommand(frame.Sequence, room)
        : frame.Malformed("chanib names no room");
}
