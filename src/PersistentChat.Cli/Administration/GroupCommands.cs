using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>group …</c>: groups, and domains as principals.</summary>
internal static class GroupCommands
{
    private const string Example = "\"Board members\"";

    public static Command Create() => new("group", "Groups, and domains: principals that stand for many people")
    {
        List(), Show(), Make(), Set(), Delete(),
        new PrincipalLists(
            "members", "who belongs to the group", Example, Values.Group,
            async (session, name) => (await session.GroupAsync(name)).Settings.Members ?? [],
            async (session, name, change) => (await ChangeAsync(
                session, name, before => before with { Members = change(before.Members ?? []) })).Settings.Members ?? []).Create("group"),
    };

    private static void Tell(Session session, GroupDetails it) => session.Output.Details(
        it,
        ("name", it.Settings.Name),
        ("kind", $"{it.Kind}"),
        ("members", string.Join(", ", it.Settings.Members ?? [])),
        ("from directory", it.FromDirectory ? "yes" : ""),
        ("id", $"{it.Id}"));

    private static Verb List() => new Verb("list", "Groups and domains by name", "pchat group list").Does(async session =>
        session.Output.Table(
            await session.Server.Groups.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("NAME", it => it.Settings.Name),
            ("KIND", it => $"{it.Kind}"),
            ("MEMBERS", it => it.Kind is GroupKind.Group ? $"{it.Settings.Members?.Count ?? 0}" : "")));

    private static Verb Show()
    {
        var group = Values.Group();
        return new Verb("show", "A group or domain", $"pchat group show {Example}") { group }.Does(async session =>
        {
            var found = await session.GroupAsync(session.Get(group));
            Tell(session, (await session.Server.Groups.GetAsync(found.Id, session.Stopping)).Now);
        });
    }

    private static Verb Make()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 256 characters, unique; of a domain the domain itself" };
        var domain = new Option<bool>("--domain") { Description = "A domain: everybody with an address in it" };
        return new Verb(
            "create",
            "Makes a group, or a domain as a principal, known",
            $"pchat group create {Example}",
            "pchat group create example.com --domain") { name, domain }.Does(async session => Tell(
                session,
                await session.Server.Groups.CreateAsync(
                    new NewGroup(session.Get(domain) ? GroupKind.Domain : GroupKind.Group, new GroupSettings(session.Get(name))),
                    session.Stopping)));
    }

    private static Verb Set()
    {
        var group = Values.Group();
        var name = new Option<string>("--name") { Description = "A new name", Required = true };
        return new Verb("set", "Gives a group another name", $"pchat group set {Example} --name Board") { group, name }.Does(async session =>
            Tell(session, await ChangeAsync(session, session.Get(group), before => before with { Name = session.Get(name)! })));
    }

    private static Verb Delete()
    {
        var group = Values.Group();
        return new Verb("delete", "Deletes a group that stands in no list", $"pchat group delete {Example}") { group }.Does(async session =>
        {
            var found = await session.GroupAsync(session.Get(group));
            await session.Server.Groups.DeleteAsync(found.Id, session.Stopping);
            session.Output.Done($"deleted group {found.Settings.Name}");
        });
    }

    private static async Task<GroupDetails> ChangeAsync(Session session, string name, Func<GroupSettings, GroupSettings> change)
    {
        var found = await session.GroupAsync(name);
        var seen = await session.Server.Groups.GetAsync(found.Id, session.Stopping);
        return await session.Server.Groups.ChangeAsync(found.Id, change(seen.Now.Settings), seen.Tag, session.Stopping);
    }
}
