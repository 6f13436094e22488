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
    /// <summary>Rooms whose name has all the words (or any), without regard to case. No words: every room.</summary>
    /// <param name="descriptions">Looks at descriptions too.</param>
    public IReadOnlyList<RoomSnapshot> Search(
        Person person, string words, bool allWords = true, bool descriptions = false)
    {
        var wanted = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return List(person, (room, _) =>
        {
            bool Has(string word) => room.Room.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                || (descriptions && room.Room.Description.Contains(word, StringComparison.OrdinalIgnoreCase));
            return wanted.Length is 0 || (allWords ? wanted.All(Has) : wanted.Any(Has));
        });
    }

    public IReadOnlyList<RoomSnapshot> MemberRooms(Person person) =>
        List(person, (_, roles) => roles.HasFlag(RoomRoles.Member));

    public IReadOnlyList<RoomSnapshot> ManagedRooms(Person person) =>
        List(person, (_, roles) => roles.HasFlag(RoomRoles.Manager));

    private List<RoomSnapshot> List(Person person, Func<RoomSnapshot, RoomRoles, bool> isWanted)
    {
        var pool = journal.Committed;
        return pool.Person(person.Id) is not { } known ? [] : pool.Rooms.Values
            .Select(room => (Room: room, Who: pool.StandingIn(room, known)))
            .Where(it => RoomAccess.Check(Deed.See, it.Room, it.Who) is null && isWanted(it.Room, it.Who.Roles))
            .OrderBy(it => it.Who.Roles is RoomRoles.None)
            .ThenBy(it => it.Room.Room.Name, StringComparer.OrdinalIgnoreCase)
            .Take(options.Value.SearchLimit)
            .Select(it => it.Room)
            .ToList();
    }
}
