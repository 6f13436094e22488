using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Membership;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>Which rooms somebody was made a member of, since it last looked.</summary>
public sealed class InvitationReader(Journal journal, IDbContextFactory<RoomDbContext> database)
{
    /// <summary>Newer invitations than one the caller knows, oldest first: those to rooms where it is a member still.</summary>
    /// <returns>And the highest number there is.</returns>
    public async Task<(int Last, IReadOnlyList<RoomSnapshot> Rooms)> ReadAsync(Person person, long lastKnown, CancellationToken ct)
    {
        var pool = journal.Committed;
        if (pool.Person(person.Id) is not { } known)
        {
            return (0, []);
        }

        var last = pool.LastInvitations.GetValueOrDefault(person.Id);
        if (last <= lastKnown)
        {
            return (last, []);
        }

        await using var db = await database.CreateDbContextAsync(ct);
        var ids = await db.Invitations.AsNoTracking()
            .Where(row => row.PersonId == person.Id && row.Id > lastKnown)
            .OrderBy(row => row.Id)
            .Select(row => row.RoomId)
            .ToListAsync(ct);
        return (last, [.. ids.Select(pool.Room).OfType<RoomSnapshot>().Where(room => IsMember(pool, room, known))]);
    }

    private static bool IsMember(Pool pool, RoomSnapshot room, Person person)
    {
        var who = pool.StandingIn(room, person);
        return who.Roles.HasFlag(RoomRoles.Member) && RoomAccess.Check(Deed.See, room, who) is null;
    }
}
