using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PersistentChat.Rooms.Tests.World;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Who may do what: every operation there is, by everybody there is, with tokens and signed in with a browser.</summary>
[EveryEngine(false)]
[TestFixture(true)]
internal sealed class RightsTests(bool byBrowser) : ApiFixture(("Compliance:Mode", "On"))
{
    private const string Callers = "OUCMSA";

    // Compliance officer, aUditor, Creator in the category, Manager of the room, Somebody, Administrator.
    private static readonly (string Operation, string May)[] Table =
    [
        ("GET /api/openapi.json", "OUCMSA"),
        ("GET /api/me", "OUCMSA"),
        ("GET /api/me/invitations", "OUCMSA"),
        ("GET /api", "OUCMSA"),
        ("GET /api/sign-in", "OUCMSA"),
        ("GET /api/page/page.css", "OUCMSA"),
        ("GET /api/page/session.js", "OUCMSA"),
        ("GET /api/page/sign-in.js", "OUCMSA"),
        ("GET /api/page/api.js", "OUCMSA"),
        ("GET /api/session/external/offer", "OUCMSA"),
        ("POST /api/session", "OUCMSA"),
        ("DELETE /api/session", "OUCMSA"),
        ("GET /api/me/sessions", "OUCMSA"),
        ("DELETE /api/me/sessions", "OUCMSA"),
        ("DELETE /api/me/sessions/{id}", "OUCMSA"),
        ("PUT /api/me/password", "OUCMSA"),
        ("DELETE /api/people/{id}/sessions", "A"),
        ("PUT /api/people/{id}/role", "A"),
        ("GET /api/tokens", "A"),
        ("POST /api/tokens", "A"),
        ("DELETE /api/tokens/{id}", "A"),
        ("GET /api/categories", "UCMSA"),
        ("POST /api/categories", "A"),
        ("GET /api/categories/{id}", "UCMSA"),
        ("PUT /api/categories/{id}", "A"),
        ("DELETE /api/categories/{id}", "A"),
        ("GET /api/rooms", "UCMSA"),
        ("POST /api/rooms", "CA"),
        ("GET /api/rooms/{id}", "UMA"),
        ("PUT /api/rooms/{id}", "MA"),
        ("DELETE /api/rooms/{id}", "A"),
        ("POST /api/rooms/{id}/move", "A"),
        ("POST /api/rooms/{id}/clear", "A"),
        ("GET /api/rooms/{id}/roles", "UMA"),
        ("PATCH /api/rooms/{id}/roles", "MA"),
        ("GET /api/rooms/{id}/eligible", "UMA"),
        ("POST /api/rooms/{id}/messages/replace", "A"),
        ("GET /api/rooms/{id}/messages", "A"),
        ("POST /api/messages/search", "A"),
        ("GET /api/usage", "UA"),
        ("GET /api/export", "A"),
        ("POST /api/import", "A"),
        ("GET /api/archives", "OA"),
        ("GET /api/archives/{name}/slices", "OA"),
        ("GET /api/archives/{name}/files/{file}", "OA"),
        ("GET /api/archives/{name}/verification", "OA"),
        ("GET /api/archive-keys", "OA"),
        ("GET /api/archive-keys/{file}", "OA"),
        ("GET /api/configuration", "UA"),
        ("PUT /api/configuration", "A"),
        ("POST /api/people/import", "A"),
        ("DELETE /api/people/{id}", "A"),
        ("PUT /api/people/{id}/enabled", "A"),
        ("GET /api/people", "UA"),
        ("POST /api/people", "A"),
        ("GET /api/people/{id}", "UA"),
        ("PUT /api/people/{id}", "A"),
        ("PUT /api/people/{id}/password", "A"),
        ("GET /api/groups", "UA"),
        ("POST /api/groups", "A"),
        ("GET /api/groups/{id}", "UA"),
        ("PUT /api/groups/{id}", "A"),
        ("DELETE /api/groups/{id}", "A"),
        ("GET /api/policies", "UA"),
        ("PUT /api/policies", "A"),
        ("GET /api/why", "UA"),
        ("GET /api/add-ins", "UCMSA"),
        ("POST /api/add-ins", "A"),
        ("DELETE /api/add-ins/{id}", "A"),
        ("GET /api/traces", "A"),
        ("POST /api/traces", "A"),
        ("GET /api/traces/{id}", "A"),
        ("GET /api/traces/{id}/messages", "A"),
        ("GET /api/traces/{id}/ladder", "A"),
        ("DELETE /api/traces/{id}", "A"),
    ];

    // After these a session is not what it was.
    private static readonly string[] OfSessions =
        ["POST /api/session", "DELETE /api/session", "DELETE /api/me/sessions", "DELETE /api/me/sessions/{id}", "PUT /api/me/password"];

    private static readonly Dictionary<char, (string Name, string Role)> People = new()
    {
        ['O'] = ("olga", "complianceOfficer"),
        ['U'] = ("uma", "auditor"),
        ['C'] = ("carl", "person"),
        ['M'] = ("mona", "person"),
        ['S'] = ("sam", "person"),
        ['A'] = ("ada", "administrator"),
    };

    private Dictionary<char, ApiClient> _clients = null!;

    // What the operations are done to, and with.
    private Dictionary<string, (string Path, object? Body)> _requests = null!;

    [SetUp]
    public async Task StartAsync()
    {
        await World.HasArchiveAsync();
        _clients = [];
        foreach (var (who, (name, role)) in People)
        {
            var browser = await World.BrowserAsync(name, byBrowser ? role : "person");
            _clients[who] = byBrowser ? browser : await World.ClientAsync(name, role);
        }

        var desks = new { name = "Desks", creators = new[] { "sip:carl@example.com" } };
        var category = (await Operator.PostAsync("api/categories", desks)).Expect(201).Id;
        var empty = (await Operator.PostAsync("api/categories", new { name = "Empty" })).Expect(201).Id;
        var settings = new { name = "Lobby", categoryId = category, privacy = "secret" };
        var room = (await Operator.PostAsync("api/rooms", settings)).Expect(201).Id;
        var spare = (await Operator.PostAsync("api/rooms", new { name = "Spare", categoryId = category, privacy = "secret" })).Expect(201).Id;
        // The officer and the auditor are managers too: what their tokens are not for they may not do with them.
        var managers = new[] { "mona", "olga", "uma" }
            .Select(name => new { principal = TestServer.AddressOf(name), roles = new[] { "manager" } })
            .ToArray();
        (await Operator.PatchAsync($"api/rooms/{room}/roles", new { changes = managers })).Expect(200);
        var group = (await Operator.PostAsync("api/groups", new { kind = "group", settings = new { name = "G" } })).Expect(201).Id;
        var addIn = (await Operator.PostAsync("api/add-ins", new { name = "Page", url = "https://example.com/" })).Expect(201).Id;
        var trace = (await Operator.PostAsync("api/traces", new { person = "sip:dave@example.com" })).Expect(201).Id;
        await World.TokenAsync("dave", "person");
        var token = (await Operator.GetAsync("api/tokens")).Items
            .Single(it => (string?)it!["person"] == "sip:dave@example.com")!["id"];
        var dave = World.Server.Journal.Committed.Person("sip:dave@example.com")!.Id;
        var leaver = (await World.Server.MakePersonAsync("leo")).Id;
        var person = new { displayName = "Dave" };

        _requests = new Dictionary<string, (string, object?)>
        {
            ["POST /api/tokens"] = ("tokens", new { name = "t", person = "sip:dave@example.com", role = "person", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }),
            ["DELETE /api/tokens/{id}"] = ($"tokens/{token}", null),
            ["POST /api/categories"] = ("categories", new { name = "New" }),
            ["GET /api/categories/{id}"] = ($"categories/{category}", null),
            ["PUT /api/categories/{id}"] = ($"categories/{category}", desks),
            ["DELETE /api/categories/{id}"] = ($"categories/{empty}", null),
            ["POST /api/rooms"] = ("rooms", new { name = "New", categoryId = category }),
            ["GET /api/rooms/{id}"] = ($"rooms/{room}", null),
            ["PUT /api/rooms/{id}"] = ($"rooms/{room}", settings),
            ["DELETE /api/rooms/{id}"] = ($"rooms/{spare}", null),
            ["POST /api/rooms/{id}/move"] = ($"rooms/{room}/move", new { categoryId = category }),
            ["POST /api/rooms/{id}/clear"] = ($"rooms/{room}/clear", new { through = "2026-01-01" }),
            ["GET /api/rooms/{id}/roles"] = ($"rooms/{room}/roles", null),
            ["PATCH /api/rooms/{id}/roles"] = ($"rooms/{room}/roles", new { changes = new[] { new { principal = "sip:dave@example.com", roles = new[] { "member" } } } }),
            ["GET /api/rooms/{id}/eligible"] = ($"rooms/{room}/eligible", null),
            ["POST /api/rooms/{id}/messages/replace"] = ($"rooms/{room}/messages/replace", new { words = "a" }),
            ["POST /api/import"] = ("import?dryRun=true", await Operator.ReadBytesAsync("api/export?level=Settings")),
            ["GET /api/archives/{name}/slices"] = ("archives/Xml/slices", null),
            ["GET /api/archives/{name}/files/{file}"] = ("archives/Xml/files/chain.heads", null),
            ["GET /api/archives/{name}/verification"] = ("archives/Xml/verification", null),
            ["GET /api/archive-keys/{file}"] = ("archive-keys/archive-0001.pub", null),
            ["GET /api/rooms/{id}/messages"] = ($"rooms/{room}/messages", null),
            ["POST /api/messages/search"] = ("messages/search", new { rooms = new[] { room } }),
            ["PUT /api/configuration"] = ("configuration", new { defaultHistory = 30 }),
            ["POST /api/people/import"] = ("people/import", "uri,displayName"),
            ["DELETE /api/people/{id}"] = ($"people/{leaver}", null),
            ["PUT /api/people/{id}/enabled"] = ($"people/{dave}/enabled", new { enabled = true }),
            ["POST /api/people"] = ("people", new { uri = "sip:new@example.com", settings = person }),
            ["GET /api/people/{id}"] = ($"people/{dave}", null),
            ["PUT /api/people/{id}"] = ($"people/{dave}", person),
            ["PUT /api/people/{id}/password"] = ($"people/{dave}/password", new { password = "p" }),
            ["PUT /api/people/{id}/role"] = ($"people/{dave}/role", new { role = "auditor" }),
            ["DELETE /api/people/{id}/sessions"] = ($"people/{dave}/sessions", null),
            ["DELETE /api/me/sessions/{id}"] = ($"me/sessions/{Guid.NewGuid()}", null),
            ["POST /api/groups"] = ("groups", new { kind = "group", settings = new { name = "H" } }),
            ["GET /api/groups/{id}"] = ($"groups/{group}", null),
            ["PUT /api/groups/{id}"] = ($"groups/{group}", new { name = "G" }),
            ["DELETE /api/groups/{id}"] = ($"groups/{group}", null),
            ["PUT /api/policies"] = ("policies", new { principal = "everybody", enabled = true }),
            ["GET /api/why"] = ($"why?person=sip:dave@example.com&room={room}&deed=Join", null),
            ["DELETE /api/add-ins/{id}"] = ($"add-ins/{addIn}", null),
            ["POST /api/traces"] = ("traces", new { person = "sip:dave@example.com" }),
            ["GET /api/traces/{id}"] = ($"traces/{trace}", null),
            ["GET /api/traces/{id}/messages"] = ($"traces/{trace}/messages", null),
            ["GET /api/traces/{id}/ladder"] = ($"traces/{trace}/ladder", null),
            ["DELETE /api/traces/{id}"] = ($"traces/{trace}", null),
            ["POST /api/add-ins"] = ("add-ins", new { name = "New", url = "https://example.com/" }),
        };
    }

    [Test]
    public void The_table_has_every_operation_there_is_and_no_other() =>
        Assert.That(Table.Select(row => row.Operation), Is.EquivalentTo(World.Operations.Keys));

    [Test]
    public async Task Everybody_may_do_what_the_table_says_and_nothing_else()
    {
        // Rows that take something away come last: the others need it.
        foreach (var (operation, may) in Table
            .OrderBy(row => OfSessions.Contains(row.Operation)).ThenBy(row => row.Operation.StartsWith("DELETE", StringComparison.Ordinal)))
        {
            foreach (var who in Callers)
            {
                var isFresh = byBrowser && OfSessions.Contains(operation);
                var reply = await DoAsync(operation, isFresh ? await World.SignInAsync(People[who].Name) : _clients[who], who);
                var what = $"{operation} by {who}: {reply.Status} {reply.Json?.ToJsonString()}";
                if (may.Contains(who, StringComparison.Ordinal))
                {
                    // Two who may both make the same thing: the second is told that there is one, which is allowed to know.
                    Assert.That(reply.Status is >= 200 and < 300 || reply.Problem == "duplicate-name", Is.True, what);
                }
                else
                {
                    Assert.That(reply.Status, Is.AnyOf(403, 404), what);
                    Assert.That(reply.Problem, Is.Not.Null.And.Not.EqualTo("no-such-resource"), what);
                }
            }
        }
    }

    [Test]
    public async Task People_see_themselves_and_why_they_may_or_may_not()
    {
        var sam = World.Server.Journal.Committed.Person("sip:sam@example.com")!;
        (await _clients['S'].GetAsync($"api/people/{sam.Id}")).Expect(200);
        var lounge = new { name = "Lounge", categoryId = (Guid)(await FirstCategoryAsync())!["id"]! };
        var room = (await Operator.PostAsync("api/rooms", lounge)).Expect(201).Id;
        var why = (await _clients['S'].GetAsync($"api/why?person={sam.Uri}&room={room}&deed=Post")).Expect(200).Json!;
        Assert.That(((bool)why["allowed"]!, (string?)why["rule"]), Is.EqualTo((false, "NotMember")));

        async Task<JsonNode?> FirstCategoryAsync() => (await Operator.GetAsync("api/categories?limit=1")).Items.Single();
    }

    private Task<Reply> DoAsync(string operation, ApiClient client, char who)
    {
        var (method, pattern) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var (name, password) = (People[who].Name, ApiWorld.PasswordOf(People[who].Name));
        var (path, body) = operation is "POST /api/session" ? ("api/session", new { name, password })
            : operation is "PUT /api/me/password" ? ("api/me/password", new { current = password, password })
            : _requests.TryGetValue(operation, out var known) ? ($"api/{known.Path}", known.Body) : (pattern, null);
        return client.SendAsync(new HttpMethod(method), path, ContentOf(body), method == "PUT" ? "*" : null);
    }

    private static HttpContent? ContentOf(object? body) => body switch
    {
        null => null,
        string csv => new StringContent(csv, Encoding.UTF8, "text/csv"),
        byte[] zip => new ByteArrayContent(zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } },
        _ => JsonContent.Create(body),
    };
}
