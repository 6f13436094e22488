using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Access;

/// <summary>
/// What a change that concerns many rooms would mean for everybody who is in one: worked out before the change, off the
/// journal. In the change's turn it holds for every room that is still the one it was worked out for; others, where
/// somebody has joined meanwhile, are looked at again.
/// </summary>
internal sealed class SweepPlan
{
    private readonly Dictionary<Guid, (RoomSnapshot Room, IReadOnlyList<NewStanding> Changes)> _rooms = [];

    private SweepPlan(Pool before, Pool after) => (Before, After) = (before, after);

    public Pool Before { get; }

    public Pool After { get; }

    public static SweepPlan Make(Pool before, Pool after)
    {
        var plan = new SweepPlan(before, after);
        foreach (var room in after.Rooms.Values.Where(room => room.PersonCount > 0))
        {
            plan._rooms.Add(room.Id, (room, Changes(after, room)));
        }

        return plan;
    }

    /// <summary>Who must leave a room, and who is something else in it now, by the lists and rules as they are.</summary>
    public static IReadOnlyList<NewStanding> Changes(Pool pool, RoomSnapshot room)
    {
        var changes = new List<NewStanding>();
        foreach (var presence in room.Roster.Values)
        {
            // The person as known now; the roster keeps the one that came.
            var standing = pool.StandingIn(room, pool.People[presence.Person.Id]);
            var mustLeave = RoomAccess.Check(Deed.Join, room, standing) is not null;
            if (mustLeave || standing.Roles != presence.Roles)
            {
                changes.Add(new NewStanding(presence.Person.Id, standing.Roles, mustLeave));
            }
        }

        return changes;
    }

    /// <summary>Null: the room, or what decides about it, is not what it was when this was worked out.</summary>
    public IReadOnlyList<NewStanding>? For(Pool pool, RoomSnapshot room) =>
        ReferenceEquals(pool.Affiliations, After.Affiliations) && ReferenceEquals(pool.Policies, After.Policies)
        && _rooms.TryGetValue(room.Id, out var planned)
        && ReferenceEquals(planned.Room.Roster, room.Roster)
        && ReferenceEquals(planned.Room.Roles, room.Roles) && ReferenceEquals(planned.Room.GroupRoles, room.GroupRoles)
        && ReferenceEquals(planned.Room.Room, room.Room) && ReferenceEquals(planned.Room.Category, room.Category)
            ? planned.Changes
            : null;

    /// <summary>Somebody who is in a room, after a change.</summary>
    internal readonly record struct NewStanding(Guid PersonId, RoomRoles Roles, bool MustLeave);
}
