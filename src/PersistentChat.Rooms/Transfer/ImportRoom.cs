using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Transfer;

/// <summary>
/// Makes a room that was in another pool, with its lists, disabled until its messages are there. Nobody is invited. Of the lists,
/// what the category does not allow is left out.
/// </summary>
/// <param name="FirstId">Number of the first message it will have.</param>
internal sealed record ImportRoom(Room Room, long FirstId, IReadOnlyList<(Guid Principal, RoomRoles Roles)> Roles)
    : ChangeCommand<RoomSnapshot>
{
    private const RoomRoles All = RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter;

    internal override string Ids => $"{Room.Id}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? RoomRules.Check(Room, turn.Pool)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Category(Room.CategoryId) is not { } category)
        {
            return Refusal.NoSuchCategory;
        }

        if (turn.Pool.Room(Room.Id) is not null)
        {
            return Refusal.DuplicateName;
        }

        if (!Room.Disabled || FirstId < 1)
        {
            return Refusal.InvalidArgument("A room is disabled while it is taken in, and its messages count from 1");
        }

        var room = turn.Pool.Put(new RoomSnapshot
        {
            Room = Room,
            Category = category,
            AddIn = RoomRules.AddInOf(Room, turn.Pool),
            FirstId = FirstId,
            LastId = FirstId - 1,
            LastAt = turn.Now,
        });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with { Reason = "RoomImported" });
        foreach (var (principal, roles) in Roles.Where(role => IsAllowed(role.Principal, role.Roles)))
        {
            room = turn.PutRoles(room, principal, roles, By, "RolesImported");
        }

        return room;

        bool IsAllowed(Guid principal, RoomRoles roles) =>
            roles is not RoomRoles.None && (roles & ~All) == 0
            && (!roles.HasFlag(RoomRoles.Presenter) || roles.HasFlag(RoomRoles.Member))
            && turn.Pool.Others.AffiliationOf(principal) is { } who && category.ScopeOf(who) is Scope.Allowed;
    }
}
