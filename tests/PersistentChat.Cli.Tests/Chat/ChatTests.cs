using System.Text.Json.Nodes;
using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests.Chat;

/// <summary>People who talk at the terminal.</summary>
internal sealed class ChatTests
{
    private static readonly Dictionary<string, string> Alice = new() { ["PCHAT_PASSWORD"] = "wonderland" };
    private static readonly Dictionary<string, string> Bob = new() { ["PCHAT_PASSWORD"] = "builder" };

    private static Server Server => SharedServer.Server;

    [Test]
    public async Task What_one_says_the_other_sees_and_who_comes_later_reads()
    {
        using var bob = Start(Bob, "Lobby", "bob", "--listen", "--json");
        await bob.SaysAsync("* you are in Lobby");

        var alice = await RunAsync(Alice, "Good morning\n\n   \nä😀 <&>\n", "Lobby", "alice");
        Assert.That(alice.Expect(ExitCode.Done).Lines.TakeLast(2).Select(line => line[6..]), Is.EqualTo(new[] { "Alice Arden: Good morning", "Alice Arden: ä😀 <&>" }));
        Assert.That(alice.Error, Does.Contain("with Bob Baker"));

        await bob.SaysAsync("* Alice Arden left");
        Assert.That(bob.Error, Does.Contain("* Alice Arden came"));
        var heard = bob.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.That(heard.TakeLast(2).Select(it => (string?)it["text"]), Is.EqualTo(new[] { "Good morning", "ä😀 <&>" }));
        Assert.That((string?)heard[^1]["author"], Is.EqualTo("sip:alice@example.com"));

        // Ctrl+C is how one leaves; then nobody is there, and the history is.
        bob.Signal("INT");
        await bob.EndAsync();
        var later = await RunAsync(Bob, "", "Lobby", "bob", "--history", "1");
        Assert.That(later.Expect(ExitCode.Done).Lines.Single(), Does.Match("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d Alice Arden: ä😀 <&>$"));
        Assert.That(later.Error, Is.EqualTo("* you are in Lobby\n"));
    }

    [Test]
    public async Task Whoever_loses_the_room_is_told_and_the_command_ends_with_1()
    {
        await OperateAsync("room", "create", "Club", "--category", "Example Inc.");
        await OperateAsync("room", "members", "add", "Club", "bob@example.com");
        using var bob = Start(Bob, "Club", "bob");
        await bob.SaysAsync("* you are in Club");
        await OperateAsync("room", "members", "remove", "Club", "bob@example.com");
        await bob.SaysAsync("* you were put out of the room");
        (await bob.EndAsync()).Expect(ExitCode.Refused);
    }

    [Test]
    public async Task A_post_that_is_refused_is_said_and_the_command_ends_with_1()
    {
        var run = await RunAsync(Bob, "Am I heard?\n", "Town Hall", "bob");
        Assert.That(run.Expect(ExitCode.Refused).Error, Does.Contain("refused: post: You may not post in this room"));
    }

    [Test]
    public async Task Who_cannot_sign_in_or_find_the_room_is_told_why()
    {
        var wrong = await RunAsync(new Dictionary<string, string> { ["PCHAT_PASSWORD"] = "guess" }, "", "Lobby", "alice");
        Assert.That(wrong.Expect(ExitCode.Refused).Error, Does.Contain("refused: sign-in").And.Contain("password is wrong"));
        var secret = await RunAsync(Alice, "", "Board", "alice");
        Assert.That(secret.Expect(ExitCode.Refused).Error, Does.Contain("There is no room Board that sip:alice@example.com may see."));
        var nobody = await Pchat.RunAsync(Server.Folder, "chat", "Lobby", "--as", "alice@example.com", "--sip", "tcp:127.0.0.1:1");
        Assert.That(nobody.Expect(ExitCode.Unreachable).Error, Does.StartWith("not reached: "));
    }

    [Test]
    public async Task What_others_write_does_not_command_the_terminal()
    {
        var carol = new Dictionary<string, string> { ["PCHAT_PASSWORD"] = "christmas" };
        var run = await RunAsync(carol, "pay \u202E001 to\n", "Board", "carol");
        Assert.That(run.Expect(ExitCode.Done).Output, Does.EndWith("Carol Cole: pay \uFFFD001 to\n"));
        var unsayable = await RunAsync(carol, "\u001b[2J\n", "Board", "carol");
        Assert.That(unsayable.Expect(ExitCode.Refused).Error, Does.Contain("There is a character in it that cannot be sent."));
    }

    private static ChildProcess Start(IReadOnlyDictionary<string, string> environment, string room, string person, params string[] more) =>
        Pchat.Start(Server.Folder, environment, ["chat", room, "--as", $"{person}@example.com", "--sip", Server.Sip, "--timeout", "150", .. more]);

    private static Task<Run> RunAsync(IReadOnlyDictionary<string, string> environment, string input, string room, string person, params string[] more) =>
        Pchat.RunAsync(
            Server.Folder, input, environment,
            ["chat", room, "--as", $"{person}@example.com", "--sip", Server.Sip, "--timeout", "150", .. more]);

    private static async Task OperateAsync(params string[] arguments) =>
        (await Pchat.CallAsync([.. arguments, "--server", Server.Socket])).Expect(ExitCode.Done);
}
