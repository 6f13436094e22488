using System.CommandLine;
using System.Globalization;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>trace …</c>: what passes between somebody and the server.</summary>
internal static class TraceCommands
{
    private const string Example = "0193b7a2-5c1e-7d40-9f6b-2a8e4c0d1f35";

    private static readonly NewTrace Defaults = new();

    public static Command Create() => new("trace", "What passes between somebody's clients and the server") { Start(), List(), Show(), Delete() };

    private static Verb Start()
    {
        var person = new Option<string?>("--person") { Description = "Address of the person whose messages are kept, wherever it signs in" };
        var connection = new Option<string?>("--connection") { Description = "Or those of one connection: its id, as the log has it" };
        var minutes = new Option<int>("--minutes") { Description = "After these it ends, 1 to 1,440", DefaultValueFactory = _ => Defaults.Minutes };
        var messages = new Option<int>("--messages") { Description = "After so many it ends, 1 to 5,000", DefaultValueFactory = _ => Defaults.Messages };
        var withText = new Option<bool>("--with-text") { Description = "What people say is kept too; otherwise only how long it is" };
        return new Verb(
            "start",
            "Begins to keep the messages of a person or a connection; it ends by itself, and archives say that somebody looked",
            "pchat trace start --person sip:ada@example.com",
            "pchat trace start --connection 0HNA7C2K1J5QD --minutes 60 --messages 5000 --with-text")
        {
            person, connection, minutes, messages, withText,
        }.Does(async session =>
        {
            var of = session.Get(person) is { } named ? Finding.AddressOf(named) : null;
            var wanted = new NewTrace(of, session.Get(connection), session.Get(minutes), session.Get(messages), session.Get(withText));
            Tell(session, await session.Server.Traces.CreateAsync(wanted, session.Stopping));
        });
    }

    private static Verb List() => new Verb("list", "Traces, those that have ended among them", "pchat trace list").Does(async session =>
        session.Output.Table(
            await session.Server.Traces.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("OF", Of),
            ("STATE", State),
            ("MESSAGES", it => Number(it.Messages)),
            ("ENDS", it => Values.Time(it.EndsAt)),
            ("TEXT", Text),
            ("ID", it => $"{it.Id}")));

    private static Verb Show()
    {
        var trace = Trace();
        return new Verb(
            "show",
            "A trace: the client left, the server right, an arrow for each message; with --json the messages themselves",
            $"pchat trace show {Example}",
            $"pchat trace show {Example} --json") { trace }.Does(async session =>
            {
                var (traces, id) = (session.Server.Traces, session.Get(trace));
                if (session.Output.IsJson)
                {
                    session.Output.Json(await traces.MessagesAsync(id, session.Stopping).ToListAsync(session.Stopping));
                    return;
                }

                var it = await traces.GetAsync(id, session.Stopping);
                foreach (var line in (await traces.LadderAsync(id, session.Stopping)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    session.Output.Done(line);
                }

                session.Output.Remark($"{Of(it)}: {State(it)}");
            });
    }

    private static Verb Delete()
    {
        var trace = Trace();
        return new Verb("delete", "Ends a trace, if it goes on, and forgets its messages", $"pchat trace delete {Example}") { trace }.Does(async session =>
        {
            await session.Server.Traces.DeleteAsync(session.Get(trace), session.Stopping);
            session.Output.Done($"deleted trace {session.Get(trace)}");
        });
    }

    private static Argument<Guid> Trace() => new("TRACE") { Description = "Id of a trace" };

    private static void Tell(Session session, TraceDetails it) => session.Output.Details(
        it,
        ("of", Of(it)),
        ("state", State(it)),
        ("ends", $"{Values.Time(it.EndsAt)}, or with {Number(it.MaxMessages)} messages"),
        ("text", Text(it)),
        ("id", $"{it.Id}"));

    private static string Of(TraceDetails it) => it.Person ?? $"connection {it.ConnectionId}";

    private static string State(TraceDetails it) => it.State switch
    {
        TraceState.Time => "ended: its time is over",
        TraceState.Full => "ended: full",
        _ => "running",
    };

    private static string Text(TraceDetails it) => it.WithText ? "kept" : "not kept";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
