using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests.Administration;

/// <summary>An administrator looks on while somebody chats.</summary>
internal sealed class TraceTests
{
    private const string Said = "marzipan";

    private static Server Server => SharedServer.Server;

    [Test]
    public async Task What_passes_is_seen_as_arrows_and_what_is_said_only_if_that_was_asked_for()
    {
        (await OperateAsync("room", "create", "Traced", "--category", "Example Inc.", "--privacy", "Open")).Expect(ExitCode.Done);
        var (bare, whole) = (await StartAsync(), await StartAsync("--with-text"));
        (await Pchat.RunAsync(
            Server.Folder,
            $"{Said}\n",
            new Dictionary<string, string> { ["PCHAT_PASSWORD"] = "christmas" },
            "chat", "Traced", "--as", "carol@example.com", "--sip", Server.Sip, "--timeout", "150")).Expect(ExitCode.Done);

        var ladder = (await OperateAsync("trace", "show", bare)).Expect(ExitCode.Done);
        Assert.That(ladder.Lines[0], Does.Match(@"^connection \S+, 127\.0\.0\.1:\d+$"));
        Assert.That(ladder.Lines[1..], Has.All.Match(@"^\d\d:\d\d:\d\d\.\d{3} +\d+  \|(-- .* -+>|<-+ .* --)\|$"));
        Assert.That(ladder.Output, Does.Match(@"\|-- REGISTER \d+ -+>\|").And.Match(@"\|-- INFO \d+: grpchat -+>\|"));
        Assert.That(ladder.Error, Is.EqualTo("sip:carol@example.com: running\n"));

        Assert.That((await MessagesAsync(bare)).Output, Does.Contain("REGISTER sip:").And.Contain("(8 characters)").And.Not.Contain(Said));
        Assert.That((await MessagesAsync(whole)).Output, Does.Contain(Said));
        foreach (var trace in new[] { bare, whole })
        {
            (await OperateAsync("trace", "delete", trace)).Expect(ExitCode.Done);
        }
    }

    [Test]
    public async Task A_trace_is_of_a_person_or_of_a_connection()
    {
        (await OperateAsync("trace", "start")).Expect(ExitCode.Refused);
        (await OperateAsync("trace", "start", "--person", "carol@example.com", "--connection", "1")).Expect(ExitCode.Refused);
        (await OperateAsync("trace", "show", "the last one")).Expect(ExitCode.Usage);
    }

    private static async Task<string> StartAsync(params string[] more) =>
        (string)(await OperateAsync(["trace", "start", "--person", "carol@example.com", "--minutes", "60", "--json", .. more])).Expect(ExitCode.Done).Json["id"]!;

    private static async Task<Run> MessagesAsync(string trace) => (await OperateAsync("trace", "show", trace, "--json")).Expect(ExitCode.Done);

    private static Task<Run> OperateAsync(params string[] arguments) => Pchat.CallAsync([.. arguments, "--server", Server.Socket]);
}
