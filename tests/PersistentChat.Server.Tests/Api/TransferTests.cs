using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>A pool that goes from one server to another.</summary>
[EveryEngine]
internal sealed class TransferTests
{
    private static readonly string[] Denied = ["domain:other.example"];

    private ApiWorld _from = null!;
    private ApiWorld _to = null!;
    private Guid _alice;
    private Guid _lobby;
    private Guid _category;

    [SetUp]
    public async Task StartAsync()
    {
        (_from, _to) = (await ApiWorld.StartAsync(("Compliance:Mode", "On")), await ApiWorld.StartAsync(("Compliance:Mode", "On")));
        _alice = (await _from.Server.MakePersonAsync("alice")).Id;
        await _from.Server.MakePersonAsync("bob");
        var op = _from.Operator;
        (await op.PostAsync("api/groups", new { kind = "domain", settings = new { name = "other.example" } })).Expect(201);
        (await op.PostAsync("api/groups", new { kind = "group", settings = new { name = "Staff", members = new[] { "sip:alice@example.com" } } })).Expect(201);
        (await op.PostAsync("api/groups", new { kind = "group", settings = new { name = "All", members = new[] { "group:Staff" } } })).Expect(201);
        var addIn = (await op.PostAsync("api/add-ins", new { name = "Page", url = "https://example.com/" })).Expect(201).Id;
        _category = (await op.PostAsync("api/categories", new { name = "Desks", denied = Denied })).Expect(201).Id;
        _lobby = (await op.PostAsync("api/rooms", new
        {
            name = "Lobby",
            categoryId = _category,
            privacy = "open",
            description = "here",
            addInId = addIn,
        })).Expect(201).Id;
        var roles = new[] { new { principal = "sip:alice@example.com", roles = new[] { "manager" } }, new { principal = "group:All", roles = new[] { "member" } } };
        (await op.PatchAsync($"api/rooms/{_lobby}/roles", new { changes = roles })).Expect(200);
        (await op.PutAsync("api/policies", new { principal = "sip:bob@example.com", enabled = true })).Expect(200);
        await _from.SayAsync(_lobby, "alice", "first", "secret", "Ωmega");
        await _from.SayAsync(_lobby, "bob", "last");
        (await op.PostAsync($"api/rooms/{_lobby}/messages/replace", new { words = "secret", remove = true })).Expect(200);
        (await op.DeleteAsync($"api/people/{_from.Server.Journal.Committed.Person("sip:bob@example.com")!.Id}")).Expect(204);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Test]
    public async Task Everything_arrives_as_it_was_and_what_is_there_stays()
    {
        var zip = await _from.Operator.ReadBytesAsync("api/export");
        var tried = (await ImportAsync(zip, "?dryRun=true")).Expect(200).Json!;
        Assert.That(_to.Server.Journal.Committed.People, Is.Empty, "a trial makes nothing");
        Assert.That(Counts(tried), Is.EqualTo(new[]
        {
            "Person 2 0 0", "Group 3 0 0", "AddIn 1 0 0", "Category 1 0 0", "Room 1 0 0",
        }));
        var done = (await ImportAsync(zip)).Expect(200).Json!;
        Assert.That(Counts(done), Is.EqualTo(new[]
        {
            "Person 2 0 0", "Group 3 0 0", "AddIn 1 0 0", "Category 1 0 0", "Room 1 0 0", "Messages 1 0 0",
        }));
        Assert.That(done["problems"]!.AsArray(), Is.Empty);
        foreach (var path in new[]
        {
            "people", "groups", "add-ins", "categories", "policies", "rooms", $"rooms/{_lobby}/roles", $"rooms/{_lobby}/messages",
        })
        {
            var (was, now) = ((await _from.Operator.GetAsync($"api/{path}")).Expect(200), (await _to.Operator.GetAsync($"api/{path}")).Expect(200));
            Assert.That(now.Json!.ToJsonString(), Is.EqualTo(was.Json!.ToJsonString()), path);
        }

        await _to.SayAsync(_lobby, "alice", "and on");
        var messages = (await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages")).Expect(200).Items;
        Assert.That(messages.Select(it => $"{it!["id"]} {it["author"]} {it["text"]}"), Is.EqualTo(new[]
        {
            "1 sip:alice@example.com first", "3 sip:alice@example.com Ωmega", "4 sip:bob@example.com last", "5 sip:alice@example.com and on",
        }));
        var found = await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages?words=ωmega");
        Assert.That(found.Expect(200).Items, Has.Count.EqualTo(1), "it can be searched");

        var again = (await ImportAsync(zip)).Expect(200).Json!;
        Assert.That(Counts(again), Is.EqualTo(new[] { "Person 0 2 0", "Group 0 3 0", "AddIn 0 1 0", "Category 0 1 0", "Room 0 1 0" }));
        Assert.That((await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages")).Items, Has.Count.EqualTo(4));

        var imported = await EventAsync(_to, e => e.Reason == "MessagesImported");
        Assert.That(imported.Text, Is.EqualTo("Messages: 1 to 4"));
        var exported = await EventAsync(_from, e => e is { Kind: ComplianceEventKind.Backchat, Text: "export" });
        Assert.That(exported.Room!.Name, Is.EqualTo("Lobby"));
    }

    [Test]
    public async Task What_has_another_id_there_is_what_others_refer_to()
    {
        var alice = (await _to.Server.MakePersonAsync("alice")).Id;
        var desks = (await _to.Operator.PostAsync("api/categories", new { name = "DESKS" })).Expect(201).Id;
        var done = (await ImportAsync(await _from.Operator.ReadBytesAsync("api/export"))).Expect(200).Json!;
        Assert.That(Counts(done), Does.Contain("Person 1 1 0").And.Contain("Category 0 1 0").And.Contain("Messages 1 0 0"));
        Assert.That(alice, Is.Not.EqualTo(_alice));
        var room = (await _to.Operator.GetAsync($"api/rooms/{_lobby}")).Expect(200).Json!;
        Assert.That((Guid)room["settings"]!["categoryId"]!, Is.EqualTo(desks));
        Assert.That((await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages?author=sip:alice@example.com")).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_import_that_broke_off_goes_on_where_it_was()
    {
        var zip = await _from.Operator.ReadBytesAsync("api/export");
        var broken = Change(zip, $"messages/{_lobby}.jsonl", text => text.Replace("\"id\":3", "\"id\":7", StringComparison.Ordinal));
        var first = (await ImportAsync(broken)).Expect(200).Json!;
        Assert.That(Counts(first), Does.Contain("Messages 0 0 1"));
        Assert.That((string?)first["problems"]!.AsArray().Single()!["refused"], Is.EqualTo("urn:pchat:problem:invalid"));
        Assert.That((bool)(await _to.Operator.GetAsync($"api/rooms/{_lobby}")).Json!["settings"]!["disabled"]!, Is.True, "nobody posts in between");
        var second = (await ImportAsync(zip)).Expect(200).Json!;
        Assert.That(Counts(second), Does.Contain("Room 0 1 0").And.Contain("Messages 1 0 0"));
        Assert.That((await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages")).Expect(200).Items, Has.Count.EqualTo(3));
        Assert.That((bool)(await _to.Operator.GetAsync($"api/rooms/{_lobby}")).Json!["settings"]!["disabled"]!, Is.False);
    }

    [Test]
    public async Task Settings_and_rooms_go_without_what_was_said()
    {
        var settings = await ImportAsync(await _from.Operator.ReadBytesAsync("api/export?level=Settings"));
        Assert.That(Counts(settings.Expect(200).Json!), Is.EqualTo(new[] { "Person 2 0 0", "Group 3 0 0", "AddIn 1 0 0", "Category 1 0 0" }));
        var rooms = await ImportAsync(await _from.Operator.ReadBytesAsync("api/export?level=Rooms"));
        Assert.That(Counts(rooms.Expect(200).Json!), Does.Contain("Room 1 0 0"));
        Assert.That((await _to.Operator.GetAsync($"api/rooms/{_lobby}/messages")).Expect(200).Items, Is.Empty);
        Assert.That((bool)(await _to.Operator.GetAsync($"api/rooms/{_lobby}")).Json!["settings"]!["disabled"]!, Is.False);
        (await _from.Operator.GetAsync("api/export?level=7")).ExpectInvalid("level");
    }

    [Test]
    public async Task What_is_no_export_is_refused_and_leaves_nothing_behind()
    {
        var zip = await _from.Operator.ReadBytesAsync("api/export");
        (await ImportAsync("PK?"u8.ToArray())).ExpectInvalid("zip");
        (await ImportAsync(zip[..^30])).ExpectInvalid("zip");
        (await ImportAsync(Change(zip, "export.json", text => text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)))).ExpectInvalid("zip");
        var half = (await ImportAsync(Change(zip, "groups.jsonl", _ => "{\"name\":7}\n"))).Expect(200).Json!;
        Assert.That((string?)half["brokenOff"], Is.Not.Null);
        Assert.That(Counts(half), Is.EqualTo(new[] { "Person 2 0 0" }));
        (await _to.Operator.PostAsync("api/import", new { })).Expect(415);
        Assert.That(Directory.EnumerateFiles(_to.Server.Folder, "import-*"), Is.Empty);
    }

    private Task<Reply> ImportAsync(byte[] zip, string query = "")
    {
        var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return _to.Operator.SendAsync(HttpMethod.Post, $"api/import{query}", content);
    }

    private static IEnumerable<string> Counts(JsonNode report) =>
        report["counts"]!.AsArray().Select(it => $"{it!["kind"]} {it["created"]} {it["existing"]} {it["refused"]}");

    private static byte[] Change(byte[] zip, string name, Func<string, string> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(zip);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(name)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
            writer.Write(change(text));
        }

        return bytes.ToArray();
    }

    private static async Task<ComplianceEvent> EventAsync(ApiWorld world, Func<ComplianceEvent, bool> isThat) =>
        (await world.RecordAsync(isThat)).Single(isThat);
}
