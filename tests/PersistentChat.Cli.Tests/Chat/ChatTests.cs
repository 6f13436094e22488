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
    public async Task By_TLS_only_a_server_that_is_trusted_hears_anything()
    {
        string[] arguments = ["chat", "Lobby", "--as", "alice@example.com", "--sip", Server.Tls, "--timeout", "150"];
        var trusted = await Pchat.RunAsync(Server.Folder, "by TLS\n", Alice, [.. arguments, "--ca", Server.Authority]);
        Assert.That(trusted.Expect(ExitCode.Done).Lines[^1], Does.EndWith("Alice Arden: by TLS"));
        var stranger = await Pchat.RunAsync(Server.Folder, "by TLS\n", Alice, arguments);
        Assert.That(stranger.Expect(ExitCode.Unreachable).Error, Does.Contain("--ca FILE"));
        var unreadable = await Pchat.RunAsync(Server.Folder, "", Alice, [.. arguments, "--ca", "none.crt"]);
        Assert.That(unreadable.Expect(ExitCode.Usage).Error, Does.Contain("none.crt"));
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

    [Test]
    public async Task What_was_said_is_found_at_the_command_line()
    {
        await OperateAsync("room", "create", "Archive talk", "--category", "Example Inc.", "--privacy", "Open");
        (await RunAsync(Alice, "first\nsecond\nthird\n", "Archive talk", "alice")).Expect(ExitCode.Done);
        var table = await Pchat.CallAsync("message", "find", "Archive talk", "--newest-first", "--limit", "2", "--server", Server.Socket);
        Assert.That(table.Expect(ExitCode.Done).Lines[0], Does.Match("^TIME +AUTHOR +ID +TEXT$"));
        Assert.That(table.Lines[1], Does.EndWith("Z  sip:alice@example.com  3   third"));
        Assert.That(table.Lines[2], Does.EndWith("Z  sip:alice@example.com  2   second"));
        var found = await Pchat.CallAsync("history", "search", "--words", "second", "--server", Server.Socket);
        Assert.That(found.Expect(ExitCode.Done).Lines[1..], Has.One.Match("^Archive talk +.*sip:alice@example.com +2 +second$"));
        await OperateAsync("message", "replace", "Archive talk", "--words", "second", "--text", "(taken back)", "--yes");
        Assert.That((await RunAsync(Bob, "", "Archive talk", "bob")).Lines[1], Does.EndWith("Alice Arden: (taken back)"));
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
