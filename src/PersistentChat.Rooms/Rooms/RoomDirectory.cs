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

    /// <summary>Rooms in the order of their names, for whoever reads them page by page.</summary>
    /// <param name="viewer">Only what this person may see; null: all there are.</param>
    /// <param name="after">Begins behind this name; null: with the first.</param>
    public IReadOnlyList<RoomSnapshot> List(Person? viewer, RoomQuery query, string? after, int limit)
    {
        var pool = journal.Committed;
        if (RoomMatcher.Of(query, pool) is not { } matcher)
        {
            return [];
        }

        var visitor = viewer is null ? (Visitor?)null : pool.Visitor(viewer);
        return
        [
            .. pool.RoomIdsByName
                .Where(it => after is null || StringComparer.OrdinalIgnoreCase.Compare(it.Key, after) > 0)
                .Select(it => pool.Rooms[it.Value])
                .Where(matcher.IsMatch)
                .Where(room => visitor is null || RoomAccess.Check(Deed.See, room, visitor.Value.StandingIn(room)) is null)
                .Take(limit),
        ];
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
