using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>pool …</c>: what holds for all rooms.</summary>
internal static class PoolCommands
{
    public static Command Create() => new("pool", "What holds for all rooms") { Show(), Set() };

    private static void Tell(Session session, PoolConfiguration it) => session.Output.Details(
        it,
        ("domain", it.InForce.Domain),
        ("default history", Number(it.InForce.DefaultHistory, it.Settings.DefaultHistory)),
        ("participant update limit", Number(it.InForce.ParticipantUpdateLimit, it.Settings.ParticipantUpdateLimit)),
        ("message length", Number(it.InForce.MessageLength, it.Settings.MessageLength)),
        ("story length", Number(it.InForce.StoryLength, it.Settings.StoryLength)),
        ("markup length", Number(it.InForce.MarkupLength, it.InForce.MarkupLength)),
        ("search limit", Number(it.InForce.SearchLimit, it.InForce.SearchLimit)),
        ("search scan limit", Number(it.InForce.SearchScanLimit, it.InForce.SearchScanLimit)),
        ("compliance", it.InForce.Compliance));

    private static string Number(int holds, int? set) =>
        holds.ToString(CultureInfo.InvariantCulture) + (set is null ? " (not set: from the server's settings)" : "");

    private static Verb Show() => new Verb("show", "What holds for the pool", "pchat pool show").Does(async session =>
        Tell(session, (await session.Server.Pool.GetAsync(session.Stopping)).Now));

    private static Verb Set()
    {
        var history = Limit("--default-history", "Messages handed back when the reader does not say how many, 1 to 500");
        var participants = Limit("--participant-update-limit", "More people make a room large (no roster), 1 to 100,000");
        var message = Limit("--message-length", "Characters of a message, 1 to 1,000,000");
        var story = Limit("--story-length", "Characters of a story, 1 to 1,000,000");
        return new Verb(
            "set",
            "Changes what holds for the pool, at once; 'default' is what the server's settings say",
            "pchat pool set --default-history 50 --message-length 8000",
            "pchat pool set --default-history default")
        {
            history, participants, message, story,
        }.Does(async session =>
        {
            var seen = await session.Server.Pool.GetAsync(session.Stopping);
            var before = seen.Now.Settings;
            Tell(session, await session.Server.Pool.ChangeAsync(
                new PoolSettings(
                    Value(session, history, before.DefaultHistory), Value(session, participants, before.ParticipantUpdateLimit),
                    Value(session, message, before.MessageLength), Value(session, story, before.StoryLength)),
                seen.Tag,
                session.Stopping));
        });
    }

    // 0 stands for the default: the server takes no limit of 0.
    private static Option<int> Limit(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER|default",
        CustomParser = Read,
    };

    private static int Read(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text == "default")
        {
            return 0;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        result.AddError($"'{text}' is no limit; write a number from 1 on, or default.");
        return 0;
    }

    private static int? Value(Session session, Option<int> option, int? before) =>
        !session.IsGiven(option) ? before : session.Get(option) is var number && number is 0 ? null : number;
}
