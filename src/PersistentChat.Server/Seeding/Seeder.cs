using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Seeding;

/// <summary>
/// Makes what a seed file asks for, by the same use cases as any other way in. What is there already, by address or name,
/// stays as it is, so the same file may be given at every start.
/// </summary>
internal sealed class Seeder(CommandLine line, Journal journal, Passwords passwords, PoolAddresses pool)
{
    private SeedFile _seed = new();

    /// <exception cref="InvalidDataException">The file is wrong, or asks for what the rules refuse.</exception>
    public async Task ApplyAsync(CancellationToken ct)
    {
        if (line.Demo)
        {
            await using var demo = typeof(Seeder).Assembly.GetManifestResourceStream("demo.json")!;
            _seed = await SeedFile.ReadAsync(demo, ct);
            await ApplyAsync(_seed);
        }

        if (line.Seed is { } file)
        {
            await using var json = file.OpenRead();
            await ApplyAsync(await SeedFile.ReadAsync(json, ct));
        }
    }

    /// <summary>The people and rooms of the demonstration, a line each, for scripts to read.</summary>
    public IEnumerable<string> Lines() =>
    [
        .. _seed.People.Select(person => $"person {person.Uri} password={person.Password}"),
        .. _seed.Rooms.Select(room =>
            $"room {new RoomUri(pool.Domain, journal.Committed.RoomIdsByName[room.Name])} name=\"{room.Name}\""),
    ];

    private async Task ApplyAsync(SeedFile seed)
    {
        foreach (var person in seed.People.Where(person => journal.Committed.Person(person.Uri) is null))
        {
            var made = await MustAsync(
                new CreatePerson(new Person(Guid.CreateVersion7(), person.Uri, person.DisplayName, person.Mail, Enabled: true)),
                person.Uri);
            if (person.Password is not null)
            {
                await MustAsync(passwords.Set(made, person.Password), person.Uri);
            }
        }

        foreach (var category in seed.Categories.Where(category => CategoryNamed(category.Name) is null))
        {
            await MustAsync(
                new CreateCategory(new Category(
                    Guid.CreateVersion7(), category.Name, category.Description,
                    category.History, category.Files, category.Invitations)),
                category.Name);
        }

        foreach (var room in seed.Rooms.Where(room => !journal.Committed.RoomIdsByName.ContainsKey(room.Name)))
        {
            await MakeAsync(room);
        }
    }

    private async Task MakeAsync(SeedRoom room)
    {
        var category = CategoryNamed(room.Category)
            ?? throw new InvalidDataException($"Room \"{room.Name}\": there is no category \"{room.Category}\".");
        var made = await MustAsync(
            new CreateRoom(new Room(
                room.Id ?? Guid.CreateVersion7(), category.Id, room.Name, room.Description, room.Type, room.Privacy)),
            room.Name);
        var roles = new Dictionary<string, RoomRoles>(StringComparer.Ordinal);
        Give(room.Members, RoomRoles.Member);
        Give(room.Managers, RoomRoles.Manager);
        Give(room.Presenters, RoomRoles.Presenter);
        foreach (var (uri, role) in roles)
        {
            var person = journal.Committed.Person(uri)
                ?? throw new InvalidDataException($"Room \"{room.Name}\": there is no person {uri}.");
            await MustAsync(new ChangeRoles(made.Id, person.Id, role), $"{room.Name}, {uri}");
        }

        void Give(IReadOnlyList<string>? people, RoomRoles role)
        {
            foreach (var uri in people ?? [])
            {
                roles[uri] = roles.GetValueOrDefault(uri) | role;
            }
        }
    }

    private Category? CategoryNamed(string name) => journal.Committed.Categories.Values
        .FirstOrDefault(category => string.Equals(category.Name, name, StringComparison.OrdinalIgnoreCase));

    private async Task<T> MustAsync<T>(JournalCommand<T> command, string what)
    {
        var outcome = await journal.SubmitAsync(command);
        return outcome.IsRefused
            ? throw new InvalidDataException($"Seed, {what}: {outcome.Refusal!.Text}.")
            : outcome.Value;
    }
}
