using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:bccontext</c>: the last messages of a room (xccos.md 8.8). <paramref name="Count"/> null: the client names no
/// number, the server's default applies. Not capped here. A query for anything but the last ones is a search.
/// </summary>
public sealed record RecentHistoryCommand(string Sequence, RoomUri Room, int? Count)
    : ClientPrimitive(WireNames.CommandIds.RecentHistory, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var query = frame.Data.Child(WireNames.Elements.HistoryQuery);
        var last = query?.Child(WireNames.Elements.Last);
        if (last is null && query?.Children.Any() is true)
        {
            return HistorySearchCommand.Read(frame);
        }

        return frame.TryRoom(out var room)
            ? new RecentHistoryCommand(
                frame.Sequence, room, WireValue.Count(last?.Attribute(WireNames.Attributes.Count)))
            : frame.Malformed("chanib names no room");
    }
}
