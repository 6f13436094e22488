using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests.Administration;

/// <summary>The command line as people and scripts meet it: a process with exit code, two outputs and an environment.</summary>
internal sealed class ProcessTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private string _folder = "";

    private static Server Server => SharedServer.Server;

    private string Profiles => Path.Combine(_folder, "kept", "profiles.json");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pchat-cli-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task On_the_machine_itself_the_first_administrator_is_made_without_any_configuration()
    {
        // Where the data folder is, nothing need be said.
        var made = await Pchat.RunAsync(
            Server.Folder, "countess\n", Nothing, "user", "create", "sip:ada@example.com", "--name", "Ada Lovelace", "--password");
        Assert.That(made.Expect(ExitCode.Done).Output, Does.Contain("sip:ada@example.com").And.Not.Contain("countess"));
        var token = (await Pchat.RunAsync(
            Server.Folder, "token", "create", "first", "--person", "ada@example.com", "--role", "Administrator")).Expect(ExitCode.Done);
        Assert.That(token.Lines, Has.Length.EqualTo(1), "the secret is all of the output, for pipes");
        Assert.That(token.Error, Does.Contain("token first for sip:ada@example.com, Administrator"));

        // From elsewhere the token is kept once, and used from then on.
        await KeepAsync("office", token.Output);
        Assert.That(File.GetUnixFileMode(Profiles), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var who = (await RemoteAsync("whoami")).Expect(ExitCode.Done);
        Assert.That(who.Output, Does.Contain("sip:ada@example.com").And.Contain("Administrator"));
        Assert.That((await RemoteAsync("server", "status")).Expect(ExitCode.Done).Lines, Has.One.Match("^status +ready$"));
        Assert.That((await Pchat.RunAsync(Server.Folder, "server", "status", "--json")).Expect(ExitCode.Done).Json["status"]!.ToString(), Is.EqualTo("ready"));
        var listed = await RemoteAsync("profile", "list");
        Assert.That(listed.Output, Does.Contain("office").And.Not.Contain(token.Output.Trim()));

        // A profile that others can read is none.
        File.SetUnixFileMode(Profiles, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.That((await RemoteAsync("whoami")).Expect(ExitCode.Usage).Error, Does.Contain("chmod 600"));
        File.SetUnixFileMode(Profiles, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // Revoked, it is worth nothing at once, and what to do is said.
        (await RemoteAsync("token", "revoke", "first")).Expect(ExitCode.Done);
        var refused = (await RemoteAsync("whoami")).Expect(ExitCode.Refused);
        Assert.That(refused.Error, Does.Contain("(no-token)").And.Contain("pchat token create"));

        (await RemoteAsync("profile", "remove", "office")).Expect(ExitCode.Done);
        Assert.That((await RemoteAsync("whoami")).Expect(ExitCode.Usage).Error, Does.Contain("No server is known"));
    }

    [Test]
    public async Task A_token_of_another_role_is_refused_with_advice()
    {
        var token = (await Pchat.RunAsync(
            Server.Folder, "token", "create", "reader", "--person", "sip:alice@example.com", "--role", "Auditor")).Expect(ExitCode.Done);
        await KeepAsync("reader", token.Output);
        (await RemoteAsync("room", "list")).Expect(ExitCode.Done);
        var refused = (await RemoteAsync("category", "create", "Mine")).Expect(ExitCode.Refused);
        Assert.That(refused.Output, Is.Empty);
        Assert.That(refused.Error, Does.Contain("(not-allowed)").And.Contain("pchat whoami"));
    }

    [Test]
    public async Task People_get_tables_and_scripts_get_JSON()
    {
        var table = (await Pchat.RunAsync(Server.Folder, "room", "list", "Town")).Expect(ExitCode.Done);
        Assert.That(table.Lines[0], Does.Match("^NAME +PRIVACY +TYPE +DISABLED +ID +DESCRIPTION$"));
        Assert.That(table.Lines[1], Does.Match("^Town Hall +Open +Auditorium +[0-9a-f-]{36}$"));

        var rooms = (await Pchat.RunAsync(Server.Folder, "room", "list", "Town", "--json")).Expect(ExitCode.Done).Json.AsArray();
        Assert.That(rooms, Has.Count.EqualTo(1));
        Assert.That(rooms[0]!.AsObject().Select(it => it.Key), Is.EqualTo(new[] { "id", "uri", "settings" }));
        Assert.That((string?)rooms[0]!["settings"]!["type"], Is.EqualTo("Auditorium"));
        Assert.That((await Pchat.RunAsync(Server.Folder, "room", "list", "no such room", "--json")).Expect(ExitCode.Done).Json.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_refusal_ends_with_1_and_says_what_to_do()
    {
        var duplicate = (await Pchat.RunAsync(Server.Folder, "room", "create", "Lobby", "--category", "Example Inc.")).Expect(ExitCode.Refused);
        Assert.That(duplicate.Error, Does.Contain("(duplicate-name)").And.Contain("Take another name."));
        var used = (await Pchat.RunAsync(Server.Folder, "category", "delete", "Example Inc.")).Expect(ExitCode.Refused);
        Assert.That(used.Error, Does.Contain("(in-use)"));
        var invalid = (await Pchat.RunAsync(Server.Folder, "room", "set", "Lobby", "--description", new string('x', 300))).Expect(ExitCode.Refused);
        Assert.That(invalid.Error, Does.Contain("(invalid)").And.Contain("\n  description: "));
        var nearly = (await Pchat.RunAsync(Server.Folder, "room", "show", "Hall")).Expect(ExitCode.Refused);
        Assert.That(nearly.Error, Does.Contain("There is no room Hall.").And.Contain("There is: Town Hall"));
        var some = (await Pchat.RunAsync(Server.Folder, "room", "members", "add", "Lobby", "sip:alice@example.com", "sip:nobody@example.com"))
            .Expect(ExitCode.Refused);
        Assert.That(some.Lines[1], Does.Match("^sip:alice@example.com +done$"));
        Assert.That(some.Lines[2], Does.Match("^sip:nobody@example.com +refused: "));
    }

    [TestCase("room")]
    [TestCase("room", "create", "Foyer")]
    [TestCase("room", "list", "--privacy", "Hidden")]
    [TestCase("room", "delete", "Lobby")]
    [TestCase("room", "clear", "Lobby", "--through", "yesterday", "--yes")]
    [TestCase("room", "members", "add", "Lobby")]
    [TestCase("message", "remove", "Lobby", "--from", "yesterday", "--yes")]
    [TestCase("policy", "set", "everybody", "perhaps")]
    [TestCase("user", "password", "sip:alice@example.com")]
    [TestCase("whoami", "--server", "ftp://chat.example.com")]
    [TestCase("whoami", "--profile", "nowhere")]
    [TestCase("chat", "Lobby", "--as", "alice")]
    [TestCase("chat", "Lobby", "--as", "sip:alice@example.com", "--sip", "chat.example.com")]
    [TestCase("frobnicate")]
    public async Task What_is_asked_for_wrongly_ends_with_2_and_nothing_is_done(params string[] arguments)
    {
        var run = (await Pchat.RunAsync(Server.Folder, arguments)).Expect(ExitCode.Usage);
        Assert.That(run.Error, Is.Not.Empty);
        Assert.That((await Pchat.CallAsync("room", "show", "Lobby", "--server", Server.Socket)).Code, Is.EqualTo(ExitCode.Done));
    }

    [Test]
    public async Task No_server_there_ends_with_3()
    {
        var socket = (await Pchat.RunAsync(_folder, "room", "list", "--server", "none.sock")).Expect(ExitCode.Unreachable);
        Assert.That(socket.Error, Does.StartWith("not reached: "));
        // Port 1: below those that the system gives to anybody, and nothing serves it.
        (await Pchat.RunAsync(_folder, "room", "list", "--server", "http://127.0.0.1:1/")).Expect(ExitCode.Unreachable);
        (await Pchat.RunAsync(_folder, "server", "status", "--server", "http://127.0.0.1:1/")).Expect(ExitCode.Unreachable);
    }

    [Test]
    public async Task A_token_is_sent_to_no_other_machine_in_the_clear()
    {
        var run = await Pchat.RunAsync(
            _folder, "", new Dictionary<string, string> { ["PCHAT_TOKEN"] = "pchat_secret" }, "whoami", "--server", "http://chat.example.com/");
        Assert.That(run.Expect(ExitCode.Usage).Error, Does.Contain("Use https://").And.Not.Contain("pchat_secret"));
    }

    [Test]
    public async Task Many_principals_come_from_a_file()
    {
        await File.WriteAllLinesAsync(Path.Combine(_folder, "some.txt"), ["sip:alice@example.com", "", "  bob@example.com  "]);
        (await Pchat.RunAsync(_folder, "group", "create", "Listed", "--server", Server.Socket)).Expect(ExitCode.Done);
        var added = (await Pchat.RunAsync(
            _folder, "group", "members", "add", "Listed", "--file", "some.txt", "sip:carol@example.com", "--server", Server.Socket, "--json"))
            .Expect(ExitCode.Done);
        Assert.That(
            added.Json.AsArray().Select(it => (string?)it),
            Is.EquivalentTo(new[] { "sip:alice@example.com", "sip:bob@example.com", "sip:carol@example.com" }));
        (await Pchat.RunAsync(_folder, "group", "members", "add", "Listed", "--file", "none.txt", "--server", Server.Socket)).Expect(ExitCode.Usage);
    }

    private async Task KeepAsync(string profile, string token) => (await Pchat.RunAsync(
        _folder,
        token,
        new Dictionary<string, string> { ["PCHAT_PROFILES"] = Profiles },
        "profile", "set", profile, "--server", Server.Web, "--token")).Expect(ExitCode.Done);

    private Task<Run> RemoteAsync(params string[] arguments) =>
        Pchat.RunAsync(_folder, "", new Dictionary<string, string> { ["PCHAT_PROFILES"] = Profiles }, arguments);
}
