using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Chat;

/// <summary>Rooms and people as information blocks (xccos.md section 6).</summary>
internal static class RoomBlocks
{
    public static IEnumerable<Person> People(this RoomSnapshot room) => room.Roster.Values.Select(present => present.Person);

    public static PersonBlock PersonOf(Person person, int? localId = null) => new(localId, person.Uri, person.Id, person.DisplayName);

    public static RoomBlock Of(RoomSnapshot snapshot, string domain) => new()
    {
        Uri = new RoomUri(domain, snapshot.Room.Id),
        Name = snapshot.Room.Name,
        Description = snapshot.Room.Description,
        CategoryUri = new CategoryUri(domain, snapshot.Category.Id),
        Behavior = snapshot.Room.Type is RoomType.Auditorium ? RoomBehavior.Auditorium : RoomBehavior.Normal,
        Disabled = snapshot.Room.Disabled,
        AddIn = snapshot.AddIn is { } addIn ? new AddInBlock(addIn.Id, addIn.Name, addIn.Url) : null,
        ParticipantCount = snapshot.PersonCount,
        Visibility = snapshot.Room.Privacy switch
        {
            RoomPrivacy.Open => RoomVisibility.Open,
            RoomPrivacy.Closed => RoomVisibility.Scope,
            RoomPrivacy.Secret => RoomVisibility.Private,
            _ => throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot.Room.Privacy, null),
        },
        Logged = snapshot.Category.KeepsHistory,
        Invite = snapshot.SendsInvitations,
        FilePost = snapshot.Category.AllowsFiles,
    };

    /// <summary>
    /// The rooms of a join reply with the people in them: ids count from 0 over the whole reply, everybody stands in one
    /// <c>aib</c> per room; a large room has neither (xccos.md section 8.4, 8.5).
    /// </summary>
    public static (IReadOnlyList<RoomBlock> Rooms, IReadOnlyList<PersonBlock> People) WithRoster(
        IEnumerable<RoomSnapshot> rooms, string domain)
    {
        var ids = new Dictionary<Guid, int>();
        var people = new List<PersonBlock>();
        var blocks = new List<RoomBlock>();
        foreach (var room in rooms)
        {
            var block = Of(room, domain);
            blocks.Add(room.IsLarge ? block : block with { Permissions = PermissionsIn(room, IdOf) });
        }

        return (blocks, people);

        int IdOf(Person person)
        {
            if (!ids.TryGetValue(person.Id, out var id))
            {
                ids[person.Id] = id = people.Count;
                people.Add(PersonOf(person, id));
            }

            return id;
        }
    }

    private static List<(int Mask, IReadOnlyList<int> PersonIds)> PermissionsIn(RoomSnapshot room, Func<Person, int> idOf)
    {
        var byMask = new Dictionary<int, List<int>>();
        foreach (var (_, present) in room.Roster)
        {
            var mask = Permissions.MaskOf(present.Roles);
            if (!byMask.TryGetValue(mask, out var ids))
            {
                byMask[mask] = ids = [];
            }

            ids.Add(idOf(present.Person));
        }

        return [.. byMask.Select(group => (group.Key, (IReadOnlyList<int>)group.Value))];
    }
}
