using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>addin …</c>: pages that clients show beside a room.</summary>
internal static class AddInCommands
{
    public static Command Create() => new("addin", "Web pages that clients show beside a room") { List(), Make(), Delete() };

    private static Verb List() => new Verb("list", "The pages that rooms may choose", "pchat addin list").Does(async session =>
        session.Output.Table(
            await session.Server.AddIns.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("NAME", it => it.Settings.Name),
            ("URL", it => it.Settings.Url)));

    private static Verb Make()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 50 characters, unique" };
        var url = new Argument<string>("URL") { Description = "http or https, at most 255 characters" };
        return new Verb("create", "Lets rooms choose a page", "pchat addin create Dashboard https://intranet.example.com/dashboard")
        {
            name, url,
        }.Does(async session =>
        {
            var made = await session.Server.AddIns.CreateAsync(new AddInSettings(session.Get(name), session.Get(url)), session.Stopping);
            session.Output.Details(made, ("name", made.Settings.Name), ("url", made.Settings.Url), ("id", $"{made.Id}"));
        });
    }

    private static Verb Delete()
    {
        var name = new Argument<string>("ADDIN") { Description = "Name or id of an add-in" };
        return new Verb("delete", "Forgets a page that no room has chosen", "pchat addin delete Dashboard") { name }.Does(async session =>
        {
            var found = await session.AddInAsync(session.Get(name));
            await session.Server.AddIns.DeleteAsync(found.Id, session.Stopping);
            session.Output.Done($"deleted add-in {found.Settings.Name}");
        });
    }
}
