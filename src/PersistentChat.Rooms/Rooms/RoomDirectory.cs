using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>
/// Finds rooms for somebody, in what is committed: only what it may see, its own rooms first, capped.
/// </summary>
public sealed class RoomDirectory(Journal journal, IOptions<RoomsOptions> options)
{
    /// <summary>What is looked for; capped and paged as the query says.</summary>
    public IReadOnlyList<RoomSnapshot> Search(Person person, RoomQuery query)
    {
        var pool = journal.Committed;
        return RoomMatcher.Of(query, pool) is { } matcher
            ? List(pool, person, matcher.IsMatch, RoomRoles.None, query.Skip, query.Limit)
            : [];
    }

    public IReadOnlyList<RoomSnapshot> MemberRooms(Person person) =>
        List(journal.Committed, person, _ => true, RoomRoles.Member);

    public IReadOnlyList<RoomSnapshot> ManagedRooms(Person person) =>
        List(journal.Committed, person, _ => true, RoomRoles.Manager);

    /// <param name="needed">What the person must be in a room.</param>
    private List<RoomSnapshot> List(
        Pool pool, Person person, Func<RoomSnapshot, bool> isWanted, RoomRoles needed, int skip = 0, int? most = null)
    {
        var limit = Math.Clamp(most ?? int.MaxValue, 0, options.Value.SearchLimit);
        if (pool.Person(person.Id) is not { } known)
        {
            return [];
        }

        var visitor = pool.Visitor(known);
        var (own, others) = (new List<RoomSnapshot>(), new List<RoomSnapshot>());
        foreach (var roomId in pool.RoomIdsByName.Values)
        {
            // What whoever asks is in a room is worked out for those that are wanted: there are tens of thousands.
            var room = pool.Rooms[roomId];
            if (!isWanted(room))
            {
                continue;
            }

            var roles = room.RolesOf(visitor.Who);
            var list = roles is RoomRoles.None ? others : own;
            if (list.Count < skip + (long)limit && roles.HasFlag(needed)
                && RoomAccess.Check(Deed.See, room, visitor.StandingIn(room, roles)) is null)
            {
                list.Add(room);
            }
        }

        return [.. own.Concat(others).Skip(skip).Take(limit)];
    }
}
