using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>category …</c></summary>
internal static class CategoryCommands
{
    private const string Example = "\"Example Inc.\"";

    public static Command Create() => new("category", "What rooms are made in: who may be in them and who may make them")
    {
        List(), Show(), Make(), Set(), Delete(),
        Principals(
            "allowed", "who may be in the category's rooms", it => it.Allowed, (it, all) => it with { Allowed = all }),
        Principals(
            "denied", "who may not, whatever else it belongs to", it => it.Denied, (it, all) => it with { Denied = all }),
        Principals(
            "creators", "who may make rooms in the category", it => it.Creators, (it, all) => it with { Creators = all }),
    };

    public static void Tell(Session session, CategoryDetails it) => session.Output.Details(
        it,
        ("name", it.Settings.Name),
        ("description", it.Settings.Description),
        ("history", Word(it.Settings.History)),
        ("files", Word(it.Settings.Files)),
        ("invitations", Word(it.Settings.Invitations)),
        ("allowed", Join(it.Settings.Allowed)),
        ("denied", Join(it.Settings.Denied)),
        ("creators", Join(it.Settings.Creators)),
        ("address", it.Uri),
        ("id", $"{it.Id}"));

    private static Verb List() => new Verb("list", "Categories by name", "pchat category list").Does(async session =>
        session.Output.Table(
            await session.Server.Categories.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("NAME", it => it.Settings.Name),
            ("HISTORY", it => Word(it.Settings.History)),
            ("INVITATIONS", it => Word(it.Settings.Invitations)),
            ("ALLOWED", it => Join(it.Settings.Allowed)),
            ("CREATORS", it => Join(it.Settings.Creators)),
            ("DESCRIPTION", it => it.Settings.Description)));

    private static Verb Show()
    {
        var category = Values.Category();
        return new Verb("show", "A category", $"pchat category show {Example}") { category }.Does(async session =>
        {
            var found = await session.CategoryAsync(session.Get(category));
            Tell(session, (await session.Server.Categories.GetAsync(found.Id, session.Stopping)).Now);
        });
    }

    private static Verb Make()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 256 characters, unique" };
        var settings = new Settings();
        return settings.AddTo(new Verb(
            "create",
            "Makes a category; everybody is allowed until 'category allowed set' says who",
            "pchat category create \"Example Inc.\" --description \"Everybody at Example\"",
            "pchat category create Gossip --history off") { name }).Does(async session => Tell(
                session,
                await session.Server.Categories.CreateAsync(settings.Apply(session, new CategorySettings(session.Get(name))), session.Stopping)));
    }

    private static Verb Set()
    {
        var category = Values.Category();
        var name = new Option<string?>("--name") { Description = "A new name" };
        var settings = new Settings();
        return settings.AddTo(new Verb(
            "set",
            "Changes settings of a category; what is not said stays",
            $"pchat category set {Example} --invitations off",
            $"pchat category set {Example} --name \"Example Group\"") { category, name }).Does(async session => Tell(
                session,
                await ChangeAsync(
                    session,
                    session.Get(category),
                    before => settings.Apply(session, before with { Name = session.Get(name) ?? before.Name }))));
    }

    private static Verb Delete()
    {
        var category = Values.Category();
        return new Verb("delete", "Deletes a category that has no rooms", "pchat category delete Gossip") { category }.Does(async session =>
        {
            var found = await session.CategoryAsync(session.Get(category));
            await session.Server.Categories.DeleteAsync(found.Id, session.Stopping);
            session.Output.Done($"deleted category {found.Settings.Name}");
        });
    }

    private static Command Principals(
        string noun, string description, Func<CategorySettings, IReadOnlyList<string>?> read,
        Func<CategorySettings, IReadOnlyList<string>, CategorySettings> write) => new PrincipalLists(
            noun,
            description,
            Example,
            Values.Category,
            async (session, name) => read((await session.CategoryAsync(name)).Settings) ?? [],
            async (session, name, change) => read(
                (await ChangeAsync(session, name, before => write(before, change(read(before) ?? [])))).Settings) ?? []).Create("category");

    private static async Task<CategoryDetails> ChangeAsync(Session session, string name, Func<CategorySettings, CategorySettings> change)
    {
        var categories = session.Server.Categories;
        var seen = await categories.GetAsync((await session.CategoryAsync(name)).Id, session.Stopping);
        return await categories.ChangeAsync(seen.Now.Id, change(seen.Now.Settings), seen.Tag, session.Stopping);
    }

    private static string Word(bool isOn) => isOn ? "on" : "off";

    private static string Join(IReadOnlyList<string>? principals) => string.Join(", ", principals ?? []);

    private sealed class Settings
    {
        private readonly Option<string?> _description = new("--description") { Description = "At most 256 characters" };
        private readonly Option<Switch?> _history = Values.OnOff("--history", "What is said is kept for readers");
        private readonly Option<Switch?> _files = Values.OnOff("--files", "Files can be in its rooms");
        private readonly Option<Switch?> _invitations = Values.OnOff("--invitations", "New members of its rooms are told");

        public Verb AddTo(Verb verb)
        {
            verb.Options.Add(_description);
            verb.Options.Add(_history);
            verb.Options.Add(_files);
            verb.Options.Add(_invitations);
            return verb;
        }

        public CategorySettings Apply(Session session, CategorySettings before) => before with
        {
            Description = session.Get(_description) ?? before.Description,
            History = session.Get(_history) is { } history ? history is Switch.On : before.History,
            Files = session.Get(_files) is { } files ? files is Switch.On : before.Files,
            Invitations = session.Get(_invitations) is { } invitations ? invitations is Switch.On : before.Invitations,
        };
    }
}
