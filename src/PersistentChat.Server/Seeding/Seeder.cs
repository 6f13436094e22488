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
        foreach (var person in seed.People.Where(person => !journal.Committed.PeopleByUri.ContainsKey(person.Uri)))
        {
            var made = await MustAsync(
                new CreatePerson(new Person(Guid.CreateVersion7(), person.Uri, person.DisplayName, person.Mail, Enabled: true)),
                person.Uri);
            if (person.Password is not null)
            {
                await MustAsync(passwords.Set(made, person.Password), person.Uri);
            }

            await SetAsync(made.Id, person.EnablePersistentChat, person.Uri);
        }

        await MakeGroupsAsync(seed);
        foreach (var addIn in seed.AddIns.Where(addIn => !journal.Committed.AddIns.Values.Any(it => it.Name == addIn.Name)))
        {
            await MustAsync(new CreateAddIn(new AddIn(Guid.CreateVersion7(), addIn.Name, addIn.Url)), addIn.Name);
        }

        foreach (var category in seed.Categories.Where(category => CategoryNamed(category.Name) is null))
        {
            await MakeAsync(category);
        }

        foreach (var room in seed.Rooms.Where(room => !journal.Committed.RoomIdsByName.ContainsKey(room.Name)))
        {
            await MakeAsync(room);
        }

        if (!journal.Committed.Policies.ContainsKey(PrincipalSet.EverybodyId))
        {
            await SetAsync(PrincipalSet.EverybodyId, seed.EnablePersistentChat, "enablePersistentChat");
        }
    }

    private async Task MakeGroupsAsync(SeedFile seed)
    {
        foreach (var domain in seed.Domains.Where(it => SeedNames.Find(journal.Committed, PrincipalKind.Domain, it.Name) is null))
        {
            var made = await MustAsync(
                new CreateGroup(new Group(Guid.CreateVersion7(), PrincipalKind.Domain, domain.Name, PrincipalSet.None)), domain.Name);
            await SetAsync(made.Id, domain.EnablePersistentChat, domain.Name);
        }

        // First all, then who is in them: they may be in each other in any order.
        var groups = new List<(Group Group, SeedGroup Seed)>();
        foreach (var group in seed.Groups.Where(it => SeedNames.Find(journal.Committed, PrincipalKind.Group, it.Name) is null))
        {
            var made = await MustAsync(
                new CreateGroup(new Group(Guid.CreateVersion7(), PrincipalKind.Group, group.Name, PrincipalSet.None)), group.Name);
            groups.Add((made, group));
        }

        foreach (var (group, named) in groups)
        {
            var members = new SeedNames(journal.Committed, $"Group \"{named.Name}\"").Principals(named.Members);
            await MustAsync(new ChangeGroup(group with { Members = members }), named.Name);
        }
    }

    private async Task MakeAsync(SeedCategory category)
    {
        var names = new SeedNames(journal.Committed, $"Category \"{category.Name}\"");
        await MustAsync(
            new CreateCategory(new Category(
                Guid.CreateVersion7(), category.Name, category.Description,
                category.History, category.Files, category.Invitations)
            {
                Allowed = category.Allowed is null ? PrincipalSet.Everybody : names.Principals(category.Allowed),
                Denied = names.Principals(category.Denied),
                Creators = names.Principals(category.Creators),
            }),
            category.Name);
    }

    private async Task MakeAsync(SeedRoom room)
    {
        var names = new SeedNames(journal.Committed, $"Room \"{room.Name}\"");
        var category = CategoryNamed(room.Category)
            ?? throw new InvalidDataException($"Room \"{room.Name}\": there is no category \"{room.Category}\".");
        var roles = new Dictionary<Guid, RoomRoles>();
        Give(room.Members, RoomRoles.Member);
        Give(room.Managers, RoomRoles.Manager);
        Give(room.Presenters, RoomRoles.Presenter);
        var made = await MustAsync(
            new CreateRoom(new Room(
                room.Id ?? Guid.CreateVersion7(), category.Id, room.Name, room.Description, room.Type, room.Privacy,
                room.Disabled, room.InvitationsOff, room.AddIn is null ? null : names.AddIn(room.AddIn).Id)),
            room.Name);
        foreach (var (principal, role) in roles)
        {
            await MustAsync(new ChangeRoles(made.Id, principal, role), $"{room.Name}, {NameOf(principal)}");
        }

        void Give(IReadOnlyList<string>? principals, RoomRoles role)
        {
            foreach (var id in names.Principals(principals))
            {
                roles[id] = roles.GetValueOrDefault(id) | role;
            }
        }
    }

    private async Task SetAsync(Guid principal, bool? policy, string what)
    {
        if (policy is not null)
        {
            await MustAsync(new SetPolicy(principal, policy), what);
        }
    }

    private string NameOf(Guid principal) => journal.Committed.Person(principal)?.Uri
        ?? journal.Committed.Affiliations.Groups.GetValueOrDefault(principal)?.Name ?? "everybody";

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
