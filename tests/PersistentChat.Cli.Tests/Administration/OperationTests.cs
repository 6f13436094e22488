using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Cli.Tests.Administration;

/// <summary>What an administrator does, from the first category to the last deletion; nothing of the interface is out of reach.</summary>
internal sealed partial class OperationTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    // What the sign-in page is made of: the cookie of a browser, and one's own browsers and password.
    private static readonly string[] OfBrowsers =
    [
        "POST /api/session",
        "DELETE /api/session",
        "GET /api/session/external/offer",
        "GET /api/me/sessions",
        "DELETE /api/me/sessions",
        "DELETE /api/me/sessions/{id}",
        "PUT /api/me/password",
    ];

    private readonly HashSet<string> _asked = [];

    [Test]
    public async Task Everything_that_the_interface_offers_can_be_done_and_undone()
    {
        // A category with its lists.
        await DoneAsync("category", "create", "Desks", "--description", "Trading", "--invitations", "off");
        await DoneAsync("category", "set", "desks", "--name", "Trading desks", "--invitations", "on");
        Assert.That(
            (await DoneAsync("category", "allowed", "set", "Trading desks", "alice@example.com", "sip:bob@example.com")).Json.AsArray().Select(it => (string?)it),
            Is.EqualTo(new[] { "sip:alice@example.com", "sip:bob@example.com" }));
        await DoneAsync("category", "creators", "add", "Trading desks", "sip:alice@example.com");
        await DoneAsync("category", "denied", "add", "Trading desks", "sip:carol@example.com");
        await DoneAsync("category", "denied", "remove", "Trading desks", "sip:carol@example.com");
        Assert.That((await DoneAsync("category", "denied", "list", "Trading desks")).Json.AsArray(), Is.Empty);
        var category = (await DoneAsync("category", "show", "Trading desks")).Json["settings"]!;
        Assert.That((string?)category["creators"]![0], Is.EqualTo("sip:alice@example.com"));
        Assert.That((string?)category["description"], Is.EqualTo("Trading"), "what was not said stays");
        Assert.That((bool)category["invitations"]!, Is.True);
        Assert.That(Names(await DoneAsync("category", "list")), Does.Contain("Trading desks").And.Contain("Example Inc."));

        // A room, its settings, who belongs to it.
        await DoneAsync("addin", "create", "Prices", "https://intranet.example.com/prices");
        Assert.That(Names(await DoneAsync("addin", "list")), Is.EqualTo(new[] { "Prices" }));
        var room = (await DoneAsync("room", "create", "Bonds", "--category", "Trading desks", "--add-in", "prices", "--privacy", "Secret")).Json;
        await DoneAsync("room", "set", "Bonds", "--description", "Government & corporate", "--type", "Auditorium");
        await DoneAsync("room", "disable", "Bonds");
        Assert.That(Names(await DoneAsync("room", "list", "--category", "Trading desks", "--disabled", "true", "--privacy", "Secret", "--add-in", "Prices")), Is.EqualTo(new[] { "Bonds" }));
        await DoneAsync("room", "enable", "Bonds");
        var settings = (await DoneAsync("room", "show", (string)room["uri"]!)).Json["settings"]!;
        Assert.That((string?)settings["description"], Is.EqualTo("Government & corporate"));
        Assert.That((bool)settings["disabled"]!, Is.False);
        Assert.That(
            (await DoneAsync("room", "eligible", "Bonds")).Json.AsArray().Select(it => (string?)it),
            Is.EquivalentTo(new[] { "sip:alice@example.com", "sip:bob@example.com" }));
        await DoneAsync("room", "members", "add", "Bonds", "alice@example.com", "bob@example.com");
        await DoneAsync("room", "presenters", "add", "Bonds", "alice@example.com");
        await DoneAsync("room", "managers", "add", "Bonds", "alice@example.com");
        Assert.That(Principals(await DoneAsync("room", "presenters", "list", "Bonds")), Is.EqualTo(new[] { "sip:alice@example.com" }));
        await DoneAsync("room", "members", "remove", "Bonds", "alice@example.com");
        Assert.That(Principals(await DoneAsync("room", "members", "list", "Bonds")), Is.EqualTo(new[] { "sip:bob@example.com" }));
        Assert.That(Principals(await DoneAsync("room", "managers", "list", "Bonds")), Is.EqualTo(new[] { "sip:alice@example.com" }), "manager she stays");

        // Why, and who may use chat at all.
        Assert.That((bool)(await DoneAsync("why", "sip:bob@example.com", "Bonds", "Join")).Json["allowed"]!, Is.True);
        Assert.That((bool)(await AskAsync("why", "sip:bob@example.com", "Bonds", "Post")).Expect(ExitCode.Refused).Json["allowed"]!, Is.False);
        await DoneAsync("policy", "set", "sip:bob@example.com", "off");
        Assert.That(Principals(await DoneAsync("policy", "list")), Is.EqualTo(new[] { "sip:bob@example.com" }));
        await DoneAsync("policy", "set", "sip:bob@example.com", "unset");

        // People and groups.
        await DoneAsync("user", "create", "sip:dora@example.com", "--name", "Dora", "--mail", "dora@example.com");
        await DoneAsync("user", "set", "dora@example.com", "--name", "Dora Dunn");
        Assert.That((string?)(await DoneAsync("user", "role", "dora@example.com", "Auditor")).Json["role"], Is.EqualTo("Auditor"));
        await DoneAsync("user", "sign-out", "dora@example.com");
        await DoneAsync("user", "disable", "dora@example.com");
        var dora = (await DoneAsync("user", "show", "dora@example.com")).Json["settings"]!;
        Assert.That((string?)dora["displayName"], Is.EqualTo("Dora Dunn"));
        Assert.That((string?)dora["mail"], Is.EqualTo("dora@example.com"));
        Assert.That((await DoneAsync("user", "list", "--enabled", "false")).Json.AsArray().Select(it => (string?)it!["uri"]), Does.Contain("sip:dora@example.com"));
        await DoneAsync("user", "enable", "dora@example.com");
        var people = Path.Combine(SharedServer.Server.Folder, "people.csv");
        await File.WriteAllTextAsync(
            people, "uri,displayName,mail\nsip:emil@example.com,\"Erdmann, Emil\",\nsip:dora@example.com,Dora,\nnobody,Nobody,\n");
        Assert.That((int)(await AskAsync("user", "import", people, "--dry-run")).Expect(ExitCode.Refused).Json["created"]!, Is.EqualTo(1));
        var imported = (await AskAsync("user", "import", people)).Expect(ExitCode.Refused).Json["rows"]!.AsArray();
        Assert.That(imported.Select(row => (string?)row!["result"]), Is.EqualTo(new[] { "Created", "Exists", "Refused" }));
        Assert.That((string?)(await DoneAsync("user", "show", "emil@example.com")).Json["settings"]!["displayName"], Is.EqualTo("Erdmann, Emil"));
        await DoneAsync("user", "remove", "emil@example.com", "--yes");
        Assert.That((await AskAsync("user", "show", "emil@example.com")).Code, Is.EqualTo(ExitCode.Refused));
        await DoneAsync("group", "create", "Auditors");
        await DoneAsync("group", "members", "add", "Auditors", "dora@example.com");
        await DoneAsync("group", "set", "Auditors", "--name", "Chief auditors");
        Assert.That(
            (string?)(await DoneAsync("group", "show", "Chief auditors")).Json["settings"]!["members"]![0], Is.EqualTo("sip:dora@example.com"));
        Assert.That(Names(await DoneAsync("group", "list")), Does.Contain("Chief auditors"));
        await DoneAsync("group", "delete", "Chief auditors");

        // Tokens, and who one is.
        var issued = (await DoneAsync("token", "create", "cli tests", "--person", "sip:dora@example.com", "--role", "Auditor", "--days", "1")).Json;
        Assert.That((string?)issued["secret"], Does.StartWith("pchat_"));
        Assert.That((await DoneAsync("token", "list")).Json.AsArray().Select(it => (string?)it!["name"]), Does.Contain("cli tests"));
        await DoneAsync("token", "revoke", "cli tests");
        Assert.That((string?)(await DoneAsync("whoami")).Json["role"], Is.EqualTo("Administrator"));
        await AskAsync("invite", "--since", "0");

        // What holds for all rooms.
        await DoneAsync("pool", "set", "--default-history", "50", "--message-length", "4000");
        await DoneAsync("pool", "set", "--message-length", "default");
        var pool = (await DoneAsync("pool", "show")).Json;
        Assert.That((int)pool["inForce"]!["defaultHistory"]!, Is.EqualTo(50), "what was not said stays");
        Assert.That((int?)pool["settings"]!["messageLength"], Is.Null);

        // What passes between somebody and the server: of her, who is not there, nothing.
        var trace = (await DoneAsync("trace", "start", "--person", "dora@example.com", "--minutes", "5")).Json;
        var traceId = (string)trace["id"]!;
        Assert.That(((string?)trace["person"], (string?)trace["state"], (bool)trace["withText"]!), Is.EqualTo(("sip:dora@example.com", "Running", false)));
        Assert.That((await DoneAsync("trace", "list")).Json.AsArray().Select(it => (string?)it!["id"]), Does.Contain(traceId));
        Assert.That((await DoneAsync("trace", "show", traceId)).Json.AsArray(), Is.Empty);
        Assert.That((await AskPlainlyAsync("trace", "show", traceId)).Expect(ExitCode.Done).Output, Is.Empty);
        await DoneAsync("trace", "delete", traceId);
        Assert.That((await AskAsync("trace", "show", traceId)).Expect(ExitCode.Refused).Error, Does.Contain("pchat trace list"));

        // How much is said, and all of it in a file.
        var usage = (await DoneAsync("usage", "--from", "2026-11-01", "--through", "2026-11-30", "--top", "3")).Json;
        Assert.That(usage["days"]!.AsArray(), Has.Count.EqualTo(30));
        var zip = Path.Combine(SharedServer.Server.Folder, "pool.zip");
        await DoneAsync("export", zip);
        Assert.That(File.GetUnixFileMode(zip), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That((await AskAsync("export", zip)).Code, Is.EqualTo(ExitCode.Usage), "what is there is not written over");
        var taken = (await DoneAsync("import", zip, "--dry-run")).Json;
        Assert.That(taken["counts"]!.AsArray().Select(it => (int)it!["created"]!), Has.All.Zero);
        Assert.That(taken["counts"]!.AsArray().Sum(it => (int)it!["existing"]!), Is.GreaterThan(5));

        // Archives, and the keys to verify them with; whether there is one already is a matter of time.
        var folder = Path.Combine(SharedServer.Server.Folder, "archive-copy");
        Assert.That((await DoneAsync("archive", "list")).Json.AsArray().Select(it => (string?)it!["name"]), Is.EqualTo(new[] { "Xml" }));
        await AskAsync("archive", "slices", "Xml");
        await AskAsync("archive", "check", "Xml");
        await AskAsync("archive", "fetch", "Xml", folder);
        await DoneAsync("archive", "keys", "--to", folder);

        // What was said; then everything goes again.
        Assert.That((await DoneAsync("message", "find", "Bonds", "--words", "a b", "--match", "Any", "--newest-first")).Json.AsArray(), Is.Empty);
        var searched = (await DoneAsync("history", "search", "--words", "secret", "--room", "Bonds", "--author", "bob@example.com")).Json;
        Assert.That((string?)searched["rooms"]![0]!["name"], Is.EqualTo("Bonds"));
        Assert.That(Names(await DoneAsync("room", "list", "Bonds", "--content-above", "1")), Is.Empty);
        Assert.That((int)(await DoneAsync("message", "remove", "Bonds", "--words", "secret", "--yes")).Json["count"]!, Is.Zero);
        Assert.That((int)(await DoneAsync("message", "replace", "Bonds", "--author", "sip:bob@example.com", "--from", "2026-11-20", "--yes")).Json["count"]!, Is.Zero);
        await DoneAsync("room", "clear", "Bonds", "--through", "2026-06-30", "--yes");
        await DoneAsync("room", "move", "Bonds", "Example Inc.");
        await DoneAsync("room", "set", "Bonds", "--add-in", "none");
        await DoneAsync("room", "delete", "Bonds", "--yes");
        await DoneAsync("addin", "delete", "Prices");
        await DoneAsync("category", "delete", "Trading desks");
        var gone = (await AskAsync("room", "show", "Bonds")).Expect(ExitCode.Refused);
        Assert.That(gone.Error, Does.Contain("There is no room Bonds."));

        // Passwords are read from standard input, which is this process's here.
        _asked.Add("PUT /api/people/{id}/password");
        Assert.That(Operations().Where(operation => !_asked.Any(asked => IsOf(asked, operation))), Is.EquivalentTo(OfBrowsers));
    }

    private static IEnumerable<string> Operations() =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs/openapi.json")))!["paths"]!.AsObject().SelectMany(path =>
            path.Value!.AsObject().Where(it => Methods.Contains(it.Key)).Select(it => $"{it.Key.ToUpperInvariant()} {path.Key}"));

    // Names stand in addresses, too.
    private static bool IsOf(string asked, string operation) =>
        Regex.IsMatch(asked, $"^{Regex.Replace(Regex.Escape(operation), @"\\\{[a-z]+}", "[^/]+")}$");

    private static IEnumerable<string?> Names(Run run) => run.Json.AsArray().Select(it => (string?)it!["settings"]!["name"]);

    private static IEnumerable<string?> Principals(Run run) => run.Json.AsArray().Select(it => (string?)it!["principal"]);

    private async Task<Run> DoneAsync(params string[] arguments)
    {
        var run = (await AskAsync(arguments)).Expect(ExitCode.Done);
        return run;
    }

    private Task<Run> AskAsync(params string[] arguments) => AskPlainlyAsync([.. arguments, "--json"]);

    private async Task<Run> AskPlainlyAsync(params string[] arguments)
    {
        var run = await Pchat.CallUntilAnsweredAsync([.. arguments, "--server", SharedServer.Server.Socket, "--verbose"]);
        foreach (Match asked in Asked().Matches(run.Error))
        {
            _asked.Add(asked.Groups["operation"].Value);
        }

        return run;
    }

    [GeneratedRegex(@"^> (?<operation>[A-Z]+ [^? ]+)", RegexOptions.Multiline)]
    private static partial Regex Asked();
}
