using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Sets as what a person, group or domain is listed in a room from now on. Who may not be in the room any more is put out
/// of it in the same turn: nothing committed later reaches it. A person who becomes a member itself is invited.
/// </summary>
/// <param name="Roles">All of them; none takes it off the room's lists. A presenter must be a member.</param>
public sealed record ChangeRoles(Guid RoomId, Guid PrincipalId, RoomRoles Roles) : ChangeCommand<RoomSnapshot>
{
    private const RoomRoles All = RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter;

    internal override string Ids => $"{PrincipalId} in {RoomId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (CheckManager(turn, room) is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Others.AffiliationOf(PrincipalId) is not { } principal)
        {
            return Refusal.NoSuchPrincipal;
        }

        if ((Roles & ~All) != 0)
        {
            return Refusal.InvalidArgument("There is no such role");
        }

        if (Roles.HasFlag(RoomRoles.Presenter) && !Roles.HasFlag(RoomRoles.Member))
        {
            return Refusal.PresenterNotMember;
        }

        var before = room.RolesOf(PrincipalId);
        if ((Roles & ~before) != 0 && room.Category.ScopeOf(principal) is not Scope.Allowed)
        {
            return Refusal.NotInScope;
        }

        return Roles == before ? room : turn.ChangeRoles(room, PrincipalId, Roles, By);
    }
}
