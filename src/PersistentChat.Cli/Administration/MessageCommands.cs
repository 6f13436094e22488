using System.CommandLine;
using System.Globalization;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>message …</c>: what was said.</summary>
internal static class MessageCommands
{
    public static Command Create() => new("message", "What was said in rooms") { Find(), Replace(), Remove() };

    /// <summary>Messages for people: when, who, what.</summary>
    public static (string Head, Func<MessageDetails, string?> Cell)[] Columns =>
    [
        ("TIME", it => it.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("AUTHOR", it => it.Author),
        ("ID", it => it.Id.ToString(CultureInfo.InvariantCulture)),
        ("TEXT", it => it.Text),
    ];

    public static Option<bool> NewestFirst() => new("--newest-first") { Description = "Begins with the newest" };

    public static Option<int> Limit(string description, int most) => new("--limit") { Description = description, DefaultValueFactory = _ => most };

    private static Verb Find()
    {
        var (room, filters, newestFirst, limit) = (Values.Room(), new MessageFilters(), NewestFirst(), Limit("How many at most", 100));
        return filters.AddTo(new Verb(
            "find",
            "Messages of a room, or those of an author, of a time, with words; it is recorded who looked",
            "pchat message find Operations --newest-first --limit 20",
            "pchat message find Operations --words \"disk full\" --from 2026-11-01 --json") { room, newestFirst, limit }).Does(async session =>
            {
                var id = await session.RoomIdAsync(session.Get(room));
                var found = session.Server.Rooms.MessagesAsync(id, filters.ToFilter(session, session.Get(newestFirst)), session.Stopping);
                session.Output.Table(await found.Take(session.Get(limit)).ToListAsync(session.Stopping), Columns);
            });
    }

    private static Verb Replace()
    {
        var text = new Option<string?>("--text") { Description = "What stands in their place; left out: that an administrator replaced it" };
        return Change(
            new Verb(
                "replace",
                "Puts another text in the place of messages; archives keep what was said",
                "pchat message replace Operations --author sip:ada@example.com --from 2026-11-20 --yes",
                "pchat message replace Operations --words \"root password\" --match Phrase --text \"(removed)\" --yes") { text },
            "replaced",
            (session, wanted) => wanted with { Text = session.Get(text) });
    }

    private static Verb Remove() => Change(
        new Verb(
            "remove",
            "Takes messages away, nothing stands in their place; archives keep what was said",
            "pchat message remove Operations --words \"root password\" --match Phrase --yes"),
        "removed",
        (_, wanted) => wanted with { Remove = true });

    private static Verb Change(Verb verb, string done, Func<Session, ReplaceMessages, ReplaceMessages> complete)
    {
        var (room, filters, yes) = (Values.Room(), new MessageFilters(), Values.Yes());
        verb.Arguments.Add(room);
        verb.Options.Add(yes);
        return filters.AddTo(verb).Does(async session =>
        {
            var wanted = complete(session, filters.ToReplace(session));
            var it = (await session.RoomAsync(session.Get(room))).Now;
            session.Confirm(yes, $"What is found in {it.Settings.Name} is {done} for everybody.");
            var result = await session.Server.Rooms.ReplaceMessagesAsync(it.Id, wanted, session.Stopping);
            session.Output.Details(result, (done, $"{result.Count} messages"));
        });
    }
}
