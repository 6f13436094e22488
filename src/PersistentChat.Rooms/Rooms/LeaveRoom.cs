using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>One dialog leaves one room. Call <see cref="Participant.Leave"/> before submitting it.</summary>
public sealed record LeaveRoom(Person Person, IChatEndpoint Endpoint, Guid RoomId) : JournalCommand<RoomSnapshot>
{
    internal override bool IsDeparture => true;

    internal override string Ids => $"{Person.Uri} by {Endpoint.DialogId} from {RoomId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        return room.Participants.TryGetValue(Endpoint.DialogId, out var participant)
            ? turn.Remove(room, participant, LeaveReason.Left)
            : Refusal.NotJoined;
    }
}
