using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Sets what a person is in a room from now on. Who may not be in the room any more is taken out of it in the same
/// turn: nothing committed later reaches it.
/// </summary>
/// <param name="Roles">All of them; none takes the person off the room's lists. A presenter must be a member.</param>
public sealed record ChangeRoles(Guid RoomId, Guid PersonId, RoomRoles Roles) : JournalCommand<RoomSnapshot>
{
    private const RoomRoles All = RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter;

    /// <summary>Who does it. Null: the system.</summary>
    public Person? By { get; init; }

    internal override string Ids => $"{PersonId} in {RoomId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (turn.Pool.Person(PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if ((Roles & ~All) != 0 || (Roles.HasFlag(RoomRoles.Presenter) && !Roles.HasFlag(RoomRoles.Member)))
        {
            return Refusal.InvalidArgument("A presenter must be a member");
        }

        if (room.RolesOf(PersonId) == Roles)
        {
            return room;
        }

        var next = turn.ChangeRoles(room, person, Roles, By);
        return RoomAccess.MayJoin(next.Room, Roles, person.Enabled) is null
            ? next
            : turn.RemovePerson(next, PersonId, LeaveReason.AccessLost);
    }
}
