using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// A dialog has ended, however it did: it is in no room any more. Never refused. Answers with the rooms it was in.
/// </summary>
public sealed record LeaveAllRooms(IChatEndpoint Endpoint, LeaveReason Reason) : JournalCommand<IReadOnlyList<Guid>>
{
    internal override bool IsDeparture => true;

    internal override bool IsAlwaysTaken => true;

    internal override string Ids => Endpoint.DialogId;

    internal override Outcome<IReadOnlyList<Guid>> Decide(Turn turn)
    {
        var rooms = turn.Pool.RoomsOf(Endpoint.DialogId).Order().ToList();
        foreach (var roomId in rooms)
        {
            var room = turn.Pool.Room(roomId)!;
            turn.Remove(room, room.Participants[Endpoint.DialogId], Reason);
        }

        return rooms;
    }
}
