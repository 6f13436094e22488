using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Many people at once, and people who go.</summary>
[EveryEngine]
internal sealed class PeopleTests : ApiFixture
{
    private const string Path = "api/people/import";

    [Test]
    public async Task Many_people_are_made_from_csv_and_each_row_is_answered_for_itself()
    {
        await World.Server.MakePersonAsync("alice");
        const string Csv = """
            uri,displayName,mail,enabled,password
            sip:alice@example.com,Other,,,
            sip:bob@example.com,"Bob ""the"", Builder",bob@mail.example,,secret
            sip:carl@example.com,Carl,,false,

            Dora,Dora,,,
            sip:bob@example.com,Bob again,,,
            sip:emma@example.com,Emma,,maybe,
            sip:finn@example.com,Finn
            sip:gina@example.com,,,,
            """;
        var tried = (await Operator.PostCsvAsync($"{Path}?dryRun=true", Csv)).Expect(200).Json!;
        Assert.That(World.Server.Journal.Committed.People, Has.Count.EqualTo(1), "a trial makes nobody");
        var done = (await Operator.PostCsvAsync(Path, Csv)).Expect(200).Json!;
        Assert.That(done["rows"]!.ToJsonString(), Is.EqualTo(tried["rows"]!.ToJsonString()), "a trial says what will be");
        Assert.That(((bool)tried["dryRun"]!, (bool)done["dryRun"]!), Is.EqualTo((true, false)));
        Assert.That(((int)done["created"]!, (int)done["existing"]!, (int)done["refused"]!), Is.EqualTo((2, 1, 5)));
        Assert.That(done["rows"]!.AsArray().Select(it => $"{it!["row"]} {it["result"]} {((string?)it["refused"])?.Split(':')[^1]}"), Is.EqualTo(new[]
        {
            "1 Exists ", "2 Created ", "3 Created ", "4 Refused invalid", "5 Refused duplicate-name", "6 Refused invalid", "7 Refused invalid",
            "8 Refused invalid",
        }));

        var pool = World.Server.Journal.Committed;
        var bob = pool.Person("sip:bob@example.com")!;
        Assert.That((bob.DisplayName, bob.Mail, bob.Enabled), Is.EqualTo(("Bob \"the\", Builder", "bob@mail.example", true)));
        Assert.That(pool.Person("sip:carl@example.com")!.Enabled, Is.False);
        Assert.That(pool.Person("sip:alice@example.com")!.DisplayName, Is.EqualTo("Alice"), "who is there stays as it is");
        var passwords = World.Server.Services.GetRequiredService<Passwords>();
        Assert.That(passwords.Find(bob.Id)!.Matches("secret"), Is.True);
        Assert.That(passwords.Find(pool.Person("sip:carl@example.com")!.Id), Is.Null);
    }

    [Test]
    public async Task A_file_that_is_not_one_is_refused_as_a_whole()
    {
        foreach (var csv in new[]
        {
            "", "uri", "uri,displayName,role", "uri,uri,displayName", "uri,displayName\n\"a", "uri,displayName\na\"b,c", "uri,displayName\n\"a\"b,c",
            "uri,displayName\n" + string.Concat(Enumerable.Range(0, 1001).Select(i => $"sip:p{i}@example.com,P\n")),
        })
        {
            (await Operator.PostCsvAsync(Path, csv)).ExpectInvalid("csv");
        }

        (await Operator.PostAsync(Path, new { })).Expect(415);
        Assert.That(World.Server.Journal.Committed.People, Is.Empty);
    }

    [Test]
    public async Task A_file_may_end_its_lines_as_any_system_does()
    {
        foreach (var end in new[] { "\n", "\r\n", "\r" })
        {
            var name = $"p{(int)end[0]}{end.Length}";
            var done = await Operator.PostCsvAsync(Path, $"displayName,uri{end}\"A{end}B\",sip:{name}@example.com{end}");
            Assert.That((int)done.Expect(200).Json!["created"]!, Is.EqualTo(end == "\n" || end == "\r\n" || end == "\r" ? 1 : 0));
        }
    }

    [Test]
    public async Task Who_is_removed_is_gone_everywhere_but_where_it_has_written()
    {
        var alice = await World.Server.MakePersonAsync("alice");
        await World.Server.SetPasswordAsync(alice, "wonderland");
        var client = await World.ClientAsync("alice", "person");
        (await Operator.PostAsync("api/groups", new { kind = "group", settings = new { name = "G", members = new[] { alice.Uri } } })).Expect(201);
        var desks = new { name = "Desks", creators = new[] { alice.Uri }, denied = Array.Empty<string>() };
        var category = (await Operator.PostAsync("api/categories", desks)).Expect(201).Id;
        var room = (await Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category, privacy = "open" })).Expect(201).Id;
        var roles = new { changes = new[] { new { principal = alice.Uri, roles = new[] { "member", "manager" } } } };
        (await Operator.PatchAsync($"api/rooms/{room}/roles", roles)).Expect(200);
        (await Operator.PutAsync("api/policies", new { principal = alice.Uri, enabled = true })).Expect(200);
        await World.SayAsync(room, "alice", "I was here");

        (await Operator.DeleteAsync($"api/people/{alice.Id}")).Expect(204);
        (await Operator.DeleteAsync($"api/people/{alice.Id}")).Expect(404, "no-such-principal");
        (await Operator.GetAsync($"api/people/{alice.Id}")).Expect(404, "no-such-principal");
        (await client.GetAsync("api/me")).Expect(401, "no-token");
        (await Operator.PutAsync($"api/people/{alice.Id}", new { displayName = "A" })).Expect(404, "no-such-principal");
        (await Operator.PutAsync($"api/people/{alice.Id}/password", new { password = "p" })).Expect(404, "no-such-principal");
        (await Operator.PutAsync($"api/people/{alice.Id}/enabled", new { enabled = true })).Expect(404, "no-such-principal");
        foreach (var path in new[] { "people", "policies", "tokens", $"rooms/{room}/roles" })
        {
            Assert.That((await Operator.GetAsync($"api/{path}")).Expect(200).Items, Is.Empty, path);
        }

        Assert.That((await Operator.GetAsync("api/groups")).Items.Single()!["settings"]!["members"]!.AsArray(), Is.Empty);
        Assert.That((await Operator.GetAsync($"api/categories/{category}")).Json!["settings"]!["creators"]!.AsArray(), Is.Empty);
        await AssertWroteAsync(room, alice.Uri);

        // Whoever has the address again is the same person, and has nothing but what it has written.
        var again = new { uri = alice.Uri, settings = new { displayName = "Alice again" } };
        Assert.That((await Operator.PostAsync("api/people", again)).Expect(201).Id, Is.EqualTo(alice.Id));
        (await Operator.PostAsync("api/people", again)).Expect(409, "duplicate-name");
        Assert.That(World.Server.Services.GetRequiredService<Passwords>().Find(alice.Id), Is.Null);
        Assert.That((await Operator.GetAsync($"api/rooms/{room}/roles")).Items, Is.Empty);
        await AssertWroteAsync(room, alice.Uri);
    }

    [Test]
    public async Task Whoever_loses_a_role_does_no_more_with_a_token()
    {
        var (auditor, own) = (await World.ClientAsync("alice", "auditor"), await World.ClientAsync("alice", "person"));
        var alice = World.Server.Journal.Committed.Person("sip:alice@example.com")!;
        (await Operator.PutAsync($"api/people/{alice.Id}/role", new { role = "auditor" })).Expect(200);
        (await auditor.GetAsync("api/people")).Expect(200);
        (await Operator.PutAsync($"api/people/{alice.Id}/role", new { role = "person" })).Expect(200);
        (await auditor.GetAsync("api/people")).Expect(401, "no-token");
        (await own.GetAsync("api/me")).Expect(200);
        Assert.That((await Operator.GetAsync("api/tokens")).Items.Select(token => (string?)token!["role"]), Is.EqualTo(new[] { "Person" }));
    }

    [Test]
    public async Task People_are_made_with_a_password_enabled_and_disabled()
    {
        var made = (await Operator.PostAsync(
            "api/people", new { uri = "sip:alice@example.com", settings = new { displayName = "Alice" }, password = "wonderland" })).Expect(201);
        Assert.That(World.Server.Services.GetRequiredService<Passwords>().Find(made.Id)!.Matches("wonderland"), Is.True);
        foreach (var enabled in new[] { false, true, true })
        {
            (await Operator.PutAsync($"api/people/{made.Id}/enabled", new { enabled })).Expect(200);
            Assert.That(World.Server.Journal.Committed.Person(made.Id)!.Enabled, Is.EqualTo(enabled));
        }

        (await Operator.PutAsync($"api/people/{Guid.NewGuid()}/enabled", new { enabled = true })).Expect(404, "no-such-principal");
        (await Operator.PutAsync($"api/people/{made.Id}/enabled", new { })).Expect(400);
    }

    private async Task AssertWroteAsync(Guid room, string author)
    {
        var message = (await Operator.GetAsync($"api/rooms/{room}/messages?author={author}")).Expect(200).Items.Single()!;
        Assert.That(((string?)message["author"], (string?)message["text"]), Is.EqualTo((author, "I was here")));
    }
}
