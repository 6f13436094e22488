using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Administration;

/// <summary><c>server …</c></summary>
internal static class ServerCommands
{
    public static Command Create() => new("server", "The server") { Status() };

    private static Verb Status() => new Verb(
        "status",
        "Whether the server can serve, and what it depends on; ends with 1 when it cannot",
        "pchat server status",
        "pchat server status --server https://chat.example.com/").Ends(async session =>
        {
            var started = Stopwatch.GetTimestamp();
            var (isReady, facts) = await session.Server.ReadinessAsync(session.Stopping);
            var took = Stopwatch.GetElapsedTime(started);
            if (session.Output.IsJson)
            {
                session.Output.Json(facts);
            }
            else
            {
                session.Output.Details(
                    facts,
                    [("server", session.Choice.Place), ("answered in", $"{took.TotalMilliseconds:0} ms"), .. Flat("", facts)]);
            }

            return isReady ? ExitCode.Done : ExitCode.Refused;
        });

    // The report has parts and may grow: every value by the path to it.
    private static IEnumerable<(string Name, string? Value)> Flat(string name, JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(part => Flat(name.Length is 0 ? part.Key : $"{name}.{part.Key}", part.Value)),
        JsonArray all => all.SelectMany((part, at) => Flat($"{name}.{at + 1}", part)),
        null => [],
        _ => [(name, node.ToString())],
    };
}
