using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Puts everybody out of a room and deletes it with its lists, invitations and messages. There is no way back.</summary>
public sealed record DeleteRoom(Guid RoomId) : ChangeCommand<Room>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{RoomId}";

    internal override Outcome<Room> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        var permitted = PermittedErasure.Ask(new RoomErasure(RoomId), this);
        if (permitted.IsRefused)
        {
            return permitted.Refusal!;
        }

        // An owed leaving is written with its room; it has been tried to write just before this.
        if (turn.OwesLeaving(room))
        {
            return Refusal.ServerError;
        }

        foreach (var personId in room.Roster.Keys.Order())
        {
            room = turn.PutOut(room, personId, LeaveReason.RoomDeleted);
        }

        turn.Record(ComplianceEventKind.RoomChange, turn.NowIn(room), room, By, e => e with { Reason = "RoomDeleted" });
        turn.Pool.Erase(permitted.Value);
        return room.Room;
    }
}
