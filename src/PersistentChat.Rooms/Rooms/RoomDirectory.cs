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
        return RoomMatcher.Of(query, pool) is { } matcher ? List(pool, person, matcher.IsMatch, query.Skip, query.Limit) : [];
    }

    public IReadOnlyList<RoomSnapshot> MemberRooms(Person person) =>
        List(journal.Committed, person, (_, roles) => roles.HasFlag(RoomRoles.Member));

    public IReadOnlyList<RoomSnapshot> ManagedRooms(Person person) =>
        List(journal.Committed, person, (_, roles) => roles.HasFlag(RoomRoles.Manager));

    private List<RoomSnapshot> List(
        Pool pool, Person person, Func<RoomSnapshot, RoomRoles, bool> isWanted, int skip = 0, int? most = null)
    {
        var limit = Math.Clamp(most ?? int.MaxValue, 0, options.Value.SearchLimit);
        if (pool.Person(person.Id) is not { } known)
        {
            return [];
        }

        var (own, others) = (new List<RoomSnapshot>(), new List<RoomSnapshot>());
        foreach (var roomId in pool.RoomIdsByName.Values)
        {
            var room = pool.Rooms[roomId];
            var who = pool.StandingIn(room, known);
            var list = who.Roles is RoomRoles.None ? others : own;

            // What whoever wants to know is, is asked last: it costs most.
            if (list.Count < skip + (long)limit && isWanted(room, who.Roles) && RoomAccess.Check(Deed.See, room, who) is null)
            {
                list.Add(room);
            }
        }

        return [.. own.Concat(others).Skip(skip).Take(limit)];
    }
}
