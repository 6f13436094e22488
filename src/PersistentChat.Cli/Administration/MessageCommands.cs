using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>message …</c>: what was said.</summary>
internal static class MessageCommands
{
    public static Command Create() => new("message", "What was said in rooms") { Replace(), Remove() };

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
            var wanted = complete(session, filters.Read(session));
            var it = (await session.RoomAsync(session.Get(room))).Now;
            session.Confirm(yes, $"What is found in {it.Settings.Name} is {done} for everybody.");
            var result = await session.Server.Rooms.ReplaceMessagesAsync(it.Id, wanted, session.Stopping);
            session.Output.Details(result, (done, $"{result.Count} messages"));
        });
    }
}
