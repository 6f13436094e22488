using PersistentChat.Cli.Terminal;
using PersistentChat.Management;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Administration;

/// <summary>People name things, the server numbers them.</summary>
internal static class Finding
{
    private const int Suggestions = 5;

    extension(Session session)
    {
        public async Task<Seen<RoomDetails>> RoomAsync(string name)
        {
            var rooms = session.Server.Rooms;
            return await rooms.GetAsync(await session.RoomIdAsync(name), session.Stopping);
        }

        /// <param name="name">Its name, id or address.</param>
        public async Task<Guid> RoomIdAsync(string name)
        {
            if (IdOf(name) is { } id)
            {
                return id;
            }

            var alike = await session.Server.Rooms.FindAsync(new RoomFilter(name), session.Stopping).ToListAsync(session.Stopping);
            return One("room", name, alike, room => room.Settings.Name, "pchat room list TEXT").Id;
        }

        public async Task<CategoryDetails> CategoryAsync(string name)
        {
            var all = await session.Server.Categories.ListAsync(session.Stopping).ToListAsync(session.Stopping);
            return all.Find(category => category.Id == IdOf(name))
                ?? One("category", name, all, category => category.Settings.Name, "pchat category list");
        }

        public async Task<GroupDetails> GroupAsync(string name)
        {
            var all = await session.Server.Groups.ListAsync(session.Stopping).ToListAsync(session.Stopping);
            var bare = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return all.Find(group => group.Id == IdOf(name))
                ?? One("group", bare, all, group => group.Settings.Name, "pchat group list");
        }

        public async Task<PersonDetails> PersonAsync(string name)
        {
            var address = AddressOf(name);
            var alike = await session.Server.People.FindAsync(address, enabled: null, session.Stopping).ToListAsync(session.Stopping);
            return One("person", address, alike, person => person.Uri, "pchat user list TEXT");
        }

        /// <param name="name">Its name or id.</param>
        public async Task<AddInDetails> AddInAsync(string name)
        {
            var all = await session.Server.AddIns.ListAsync(session.Stopping).ToListAsync(session.Stopping);
            return all.Find(addIn => addIn.Id == IdOf(name))
                ?? One("add-in", name, all, addIn => addIn.Settings.Name, "pchat addin list");
        }
    }

    /// <summary>A principal as the server writes it: an address may come without its scheme.</summary>
    public static string AddressOf(string name) =>
        name.Contains('@', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal) ? $"sip:{name.ToLowerInvariant()}" : name;

    private static Guid? IdOf(string name)
    {
        // The last part of an address such as ma-chan://example.com/8f1cb0a0-….
        var last = name.StartsWith("ma-", StringComparison.OrdinalIgnoreCase) ? name[(name.LastIndexOf('/') + 1)..] : name;
        return Guid.TryParseExact(last, "D", out var id) ? id : null;
    }

    private static T One<T>(string kind, string name, IReadOnlyCollection<T> all, Func<T, string> nameOf, string advice)
        where T : class
    {
        if (all.FirstOrDefault(one => nameOf(one).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        var alike = all.Select(nameOf).Where(one => one.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(Suggestions).ToList();
        throw new RefusedException(
            $"There is no {kind} {name}.",
            alike.Count > 0 ? $"There is: {string.Join(", ", alike)}" : $"Look for it: {advice}");
    }
}
