using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>room …</c>: rooms themselves; who is in their lists is <see cref="RoleCommands"/>.</summary>
internal static class RoomCommands
{
    public static Command Create() => new("room", "Rooms")
    {
        List(), Show(), Make(), Set(), SetDisabled("disable", "Closes a room: nobody can be in it until it is enabled", isDisabled: true),
        SetDisabled("enable", "Opens a disabled room again", isDisabled: false), Move(), Clear(), Delete(),
        RoleCommands.Create(RoomRole.Member, "members", "Who belongs to a room"),
        RoleCommands.Create(RoomRole.Manager, "managers", "Who changes a room's settings and lists"),
        RoleCommands.Create(RoomRole.Presenter, "presenters", "Which members post in an auditorium"),
        RoleCommands.Eligible(),
    };

    public static void Tell(Session session, RoomDetails it) => session.Output.Details(
        it,
        ("name", it.Settings.Name),
        ("description", it.Settings.Description),
        ("privacy", $"{it.Settings.Privacy}"),
        ("type", $"{it.Settings.Type}"),
        ("disabled", it.Settings.Disabled ? "yes" : ""),
        ("invitations", it.Settings.InvitationsOff ? "off" : "as the category has it"),
        ("add-in", it.Settings.AddInId is { } id ? $"{id}" : ""),
        ("category", $"{it.Settings.CategoryId}"),
        ("address", it.Uri),
        ("id", $"{it.Id}"));

    private static Verb List()
    {
        var filters = new RoomFilters();
        return filters.AddTo(new Verb(
            "list",
            "Rooms by name",
            "pchat room list",
            "pchat room list trading --category \"Example Inc.\" --privacy Secret",
            "pchat room list --member sip:ada@example.com --json")).Does(async session => session.Output.Table(
                await session.Server.Rooms.FindAsync(await filters.ReadAsync(session), session.Stopping).ToListAsync(session.Stopping),
                ("NAME", it => it.Settings.Name),
                ("PRIVACY", it => $"{it.Settings.Privacy}"),
                ("TYPE", it => $"{it.Settings.Type}"),
                ("DISABLED", it => it.Settings.Disabled ? "yes" : ""),
                ("ID", it => $"{it.Id}"),
                ("DESCRIPTION", it => it.Settings.Description)));
    }

    private static Verb Show()
    {
        var room = Values.Room();
        return new Verb("show", "A room", "pchat room show Lobby") { room }.Does(async session =>
            Tell(session, (await session.RoomAsync(session.Get(room))).Now));
    }

    private static Verb Make()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 256 characters, unique" };
        var category = new Option<string>("--category") { Description = "Name or id of its category", Required = true };
        var settings = new RoomSettingOptions();
        return settings.AddTo(new Verb(
            "create",
            "Makes a room; a person who makes it becomes its manager",
            "pchat room create Operations --category \"Example Inc.\" --description \"Incidents and changes\"",
            "pchat room create \"Town Hall\" --category \"Example Inc.\" --type Auditorium --privacy Open") { name, category }).Does(async session =>
            {
                var categoryId = (await session.CategoryAsync(session.Get(category)!)).Id;
                var wanted = await settings.ApplyAsync(session, new RoomSettings(session.Get(name), categoryId));
                Tell(session, await session.Server.Rooms.CreateAsync(wanted, session.Stopping));
            });
    }

    private static Verb Set()
    {
        var room = Values.Room();
        var name = new Option<string?>("--name") { Description = "A new name" };
        var settings = new RoomSettingOptions();
        return settings.AddTo(new Verb(
            "set",
            "Changes settings of a room; what is not said stays",
            "pchat room set Operations --privacy Secret",
            "pchat room set Operations --name \"Operations Europe\" --add-in none") { room, name }).Does(async session =>
            {
                var seen = await session.RoomAsync(session.Get(room));
                var wanted = await settings.ApplyAsync(session, seen.Now.Settings with { Name = session.Get(name) ?? seen.Now.Settings.Name });
                Tell(session, await session.Server.Rooms.ChangeAsync(seen.Now.Id, wanted, seen.Tag, session.Stopping));
            });
    }

    private static Verb SetDisabled(string verb, string description, bool isDisabled)
    {
        var room = Values.Room();
        return new Verb(verb, description, $"pchat room {verb} Operations") { room }.Does(async session =>
        {
            var seen = await session.RoomAsync(session.Get(room));
            var wanted = seen.Now.Settings with { Disabled = isDisabled };
            Tell(session, await session.Server.Rooms.ChangeAsync(seen.Now.Id, wanted, seen.Tag, session.Stopping));
        });
    }

    private static Verb Move()
    {
        var (room, category) = (Values.Room(), Values.Category());
        return new Verb(
            "move", "Moves a room to another category; whom that does not allow is struck off its lists", "pchat room move Operations Gossip")
        {
            room, category,
        }.Does(async session =>
        {
            var id = await session.RoomIdAsync(session.Get(room));
            var target = await session.CategoryAsync(session.Get(category));
            Tell(session, await session.Server.Rooms.MoveAsync(id, new MoveRoom(target.Id), session.Stopping));
        });
    }

    private static Verb Clear()
    {
        var room = Values.Room();
        var through = Values.Day("--through", "The last day of what is taken out");
        through.Required = true;
        var yes = Values.Yes();
        return new Verb(
            "clear",
            "Takes everything out of a room that was said up to the end of a day; archives keep it",
            "pchat room clear Operations --through 2026-06-30 --yes") { room, through, yes }.Does(async session =>
            {
                var day = session.Get(through)!.Value;
                var it = (await session.RoomAsync(session.Get(room))).Now;
                session.Confirm(yes, $"Everything said in {it.Settings.Name} through {day:yyyy-MM-dd} goes.");
                await session.Server.Rooms.ClearAsync(it.Id, new ClearHistory(day), session.Stopping);
                session.Output.Done($"cleared {it.Settings.Name} through {day:yyyy-MM-dd}");
            });
    }

    private static Verb Delete()
    {
        var (room, yes) = (Values.Room(), Values.Yes());
        return new Verb(
            "delete", "Puts everybody out of a room and deletes it with all that is in it; archives keep what was said",
            "pchat room delete Operations --yes")
        {
            room, yes,
        }.Does(async session =>
        {
            var it = (await session.RoomAsync(session.Get(room))).Now;
            session.Confirm(yes, $"The room {it.Settings.Name} goes with all that is in it.");
            await session.Server.Rooms.DeleteAsync(it.Id, session.Stopping);
            session.Output.Done($"deleted room {it.Settings.Name}");
        });
    }
}
