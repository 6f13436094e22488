using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Gives a room other settings; its category stays (<see cref="MoveRoom"/>). Whoever may not be in it any more, which is
/// everybody when it is disabled, is put out in the same turn.
/// </summary>
/// <param name="Room">All settings as they are to be.</param>
public sealed record ChangeRoom(Room Room) : ChangeCommand<RoomSnapshot>
{
    /// <summary>The settings that the caller saw; refused when they are not so any more. Null: whatever they are.</summary>
    public Room? Expected { get; init; }

    internal override string Ids => $"{Room.Id}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(Room.Id) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (CheckManager(turn, room) is { } refusal)
        {
            return refusal;
        }

        if (Expected is not null && Expected != room.Room)
        {
            return Refusal.Collision;
        }

        if (Room.CategoryId != room.Room.CategoryId)
        {
            return Refusal.InvalidArgument("A room is moved to another category by a command of its own");
        }

        if (RoomRules.Check(Room, turn.Pool) is { } wrong)
        {
            return wrong;
        }

        return Room == room.Room ? room : Change(turn, room);
    }

    private RoomSnapshot Change(Turn turn, RoomSnapshot before)
    {
        var room = turn.Pool.Put(before with { Room = Room, AddIn = RoomRules.AddInOf(Room, turn.Pool), LastAt = turn.NowIn(before) });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with
        {
            Reason = "RoomChanged",
            Text = RoomRules.Describe(before.Room, Room),
        });
        room = turn.Recheck(room, reason: Room.Disabled ? LeaveReason.RoomDisabled : LeaveReason.AccessLost);
        turn.Announce(new RoomChanged(room));
        return room;
    }
}
