using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:bccontext</c>: the last messages of a room (xccos.md 8.8). <paramref name="Count"/> null: the client names no
/// number, the server's default applies. Not capped here.
/// </summary>
public sealed record RecentHistoryCommand(string Sequence, RoomUri Room, int? Count)
    : ClientPrimitive(WireNames.CommandIds.RecentHistory, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var last = frame.Data.Child(WireNames.Elements.HistoryQuery)?.Child(WireNames.Elements.Last);
        return frame.TryRoom(out var room)
            ? new RecentHistoryCommand(
                frame.Sequence, room, WireValue.Count(last?.Attribute(WireNames.Attributes.Count)))
            : frame.Malformed("chanib names no room");
    }
}
