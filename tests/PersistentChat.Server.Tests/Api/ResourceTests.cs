using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What administrators make, change and delete, and how they are refused. Rooms have their own tests.</summary>
[EveryEngine]
internal sealed class ResourceTests : ApiFixture
{
    private static readonly string[] Everybody = ["everybody"];
    private static readonly string[] AliceAndGroup = ["sip:alice@example.com", "group:Staff"];

    [Test]
    public async Task Categories_are_made_changed_and_deleted()
    {
        await MakeStaffAsync();
        var made = (await Operator.PostAsync("api/categories", new { name = "Desks", creators = AliceAndGroup })).Expect(201);
        Assert.That((string?)made.Json!["uri"], Is.EqualTo($"ma-cat://example.com/{made.Id}"));
        Assert.That(Names(made, "allowed"), Is.EqualTo(Everybody));
        Assert.That(Names(made, "creators"), Is.EqualTo(new[] { "group:Staff", "sip:alice@example.com" }));
        Assert.That((await Operator.GetAsync($"api/categories/{made.Id}")).Expect(200).ETag, Is.EqualTo(made.ETag));

        var path = $"api/categories/{made.Id}";
        var changed = (await Operator.PutAsync(path, new { name = "Desks", denied = AliceAndGroup, history = false }, made.ETag)).Expect(200);
        Assert.That(Names(changed, "denied"), Has.Count.EqualTo(2));
        Assert.That(Names(changed, "creators"), Is.Empty, "all of it as it is to be");
        Assert.That(changed.ETag, Is.Not.EqualTo(made.ETag));
        await AssertLostUpdateAsync(path, new { name = "Tables" }, made.ETag!);

        await Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = made.Id });
        (await Operator.DeleteAsync(path)).Expect(409, "in-use");
        var empty = (await Operator.PostAsync("api/categories", new { name = "Empty" })).Expect(201).Id;
        (await Operator.PostAsync("api/categories", new { name = "EMPTY" })).Expect(409, "duplicate-name");
        (await Operator.DeleteAsync($"api/categories/{empty}")).Expect(204);
        (await Operator.GetAsync($"api/categories/{empty}")).Expect(404, "no-such-category");
        (await Operator.PutAsync($"api/categories/{empty}", new { name = "a" })).Expect(404, "no-such-category");
    }

    [Test]
    public async Task What_a_category_cannot_be_is_said_field_by_field()
    {
        (await Operator.PostAsync("api/categories", new { name = "", description = new string('a', 257), allowed = new[] { "" } }))
            .ExpectInvalid("name", "description", "allowed");
        (await Operator.PostAsync("api/categories", new { name = "a", denied = new[] { "sip:nobody@example.com" } }))
            .ExpectInvalid("allowed, denied, creators");
        (await Operator.PostAsync("api/categories", new { name = "a\u0001" })).Expect(400, "invalid");
    }

    [Test]
    public async Task People_are_made_renamed_disabled_and_get_passwords()
    {
        var made = (await Operator.PostAsync(
            "api/people", new { uri = "sip:alice@example.com", settings = new { displayName = "Alice" }, password = "wonderland" })).Expect(201);
        Assert.That(made.Json!.ToJsonString(), Does.Not.Contain("wonderland"));
        var path = $"api/people/{made.Id}";
        var renamed = (await Operator.PutAsync(path, new { displayName = "Alice L.", mail = "a@example.com" }, made.ETag)).Expect(200);
        Assert.That(World.Server.Journal.Committed.Person("sip:alice@example.com")!.DisplayName, Is.EqualTo("Alice L."));
        await AssertLostUpdateAsync(path, new { displayName = "Al" }, made.ETag!);
        (await Operator.PutAsync(path, new { displayName = "Alice L.", enabled = false }, renamed.ETag)).Expect(200);
        Assert.That(World.Server.Journal.Committed.Person("sip:alice@example.com")!.Enabled, Is.False);
        (await Operator.PutAsync($"{path}/password", new { password = "looking-glass" })).Expect(204);

        (await Operator.PostAsync("api/people", new { uri = "sip:alice@example.com", settings = new { displayName = "A" } }))
            .Expect(409, "duplicate-name");
        (await Operator.PostAsync("api/people", new { uri = "Alice", settings = new { displayName = "A" } })).Expect(400, "invalid");
        (await Operator.PostAsync("api/people", new { uri = "sip:b@example.com", settings = new { displayName = "" }, password = "" }))
            .ExpectInvalid("settings.displayName", "password");
        (await Operator.PutAsync($"api/people/{Guid.NewGuid()}", new { displayName = "A" })).Expect(404, "no-such-principal");
        (await Operator.PutAsync($"api/people/{Guid.NewGuid()}/password", new { password = "a" })).Expect(404, "no-such-principal");
    }

    [Test]
    public async Task Groups_and_domains_are_made_changed_and_deleted()
    {
        var staff = await MakeStaffAsync();
        var path = $"api/groups/{staff.Id}";
        var changed = (await Operator.PutAsync(path, new { name = "Crew" }, staff.ETag)).Expect(200);
        await AssertLostUpdateAsync(path, new { name = "Team" }, staff.ETag!);
        (await Operator.PutAsync(path, new { name = "Crew", members = new[] { "group:Nobody" } }, changed.ETag)).ExpectInvalid("members");
        (await Operator.PutAsync(path, new { name = "Crew", members = new[] { "group:Crew" } }, changed.ETag)).Expect(400, "invalid");
        (await Operator.PostAsync("api/groups", new { kind = "domain", settings = new { name = "Example.Com" } })).Expect(400, "invalid");
        (await Operator.PostAsync("api/groups", new { kind = "group", settings = new { name = "crew" } })).Expect(409, "duplicate-name");

        (await Operator.PostAsync("api/groups", new { kind = "domain", settings = new { name = "example.com" } })).Expect(201);
        (await Operator.PostAsync("api/categories", new { name = "Desks", allowed = new[] { "domain:example.com", "group:Crew" } })).Expect(201);
        (await Operator.DeleteAsync(path)).Expect(409, "in-use");
        var other = (await Operator.PostAsync("api/groups", new { kind = "group", settings = new { name = "Other" } })).Expect(201).Id;
        (await Operator.DeleteAsync($"api/groups/{other}")).Expect(204);
        (await Operator.GetAsync($"api/groups/{other}")).Expect(404, "no-such-principal");
    }

    [Test]
    public async Task Policies_are_set_for_people_domains_and_the_pool()
    {
        await MakeStaffAsync();
        (await Operator.PutAsync("api/policies", new { principal = "sip:alice@example.com", enabled = false })).Expect(200);
        (await Operator.PutAsync("api/policies", new { principal = "everybody", enabled = true })).Expect(200);
        (await Operator.PutAsync("api/policies", new { principal = "group:Staff", enabled = true })).Expect(400, "invalid");
        (await Operator.PutAsync("api/policies", new { principal = "sip:nobody@example.com", enabled = true })).Expect(404, "no-such-principal");
        var set = (await Operator.GetAsync("api/policies")).Expect(200).Items;
        Assert.That(set.Select(it => ((string?)it!["principal"], (bool)it["enabled"]!)), Is.EqualTo(new[]
        {
            ("everybody", true), ("sip:alice@example.com", false),
        }));
        (await Operator.PutAsync("api/policies", new { principal = "everybody", enabled = (bool?)null })).Expect(200);
        Assert.That((await Operator.GetAsync("api/policies")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Add_ins_are_made_and_deleted()
    {
        var made = (await Operator.PostAsync("api/add-ins", new { name = "Ticker", url = "https://example.com/t" })).Expect(201);
        (await Operator.PostAsync("api/add-ins", new { name = "ticker", url = "https://example.com/t" })).Expect(409, "duplicate-name");
        (await Operator.PostAsync("api/add-ins", new { name = "Bad", url = "javascript:alert(1)" })).Expect(400, "invalid");
        (await Operator.PostAsync("api/add-ins", new { name = "", url = new string('a', 256) })).ExpectInvalid("name", "url");
        var category = (await Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        var room = (await Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category, addInId = made.Id })).Expect(201).Id;
        (await Operator.DeleteAsync($"api/add-ins/{made.Id}")).Expect(409, "in-use");
        (await Operator.DeleteAsync($"api/rooms/{room}")).Expect(204);
        (await Operator.DeleteAsync($"api/add-ins/{made.Id}")).Expect(204);
        (await Operator.DeleteAsync($"api/add-ins/{made.Id}")).Expect(404, "no-such-add-in");
    }

    [Test]
    public async Task A_list_is_told_page_by_page_whatever_happens_in_between()
    {
        foreach (var name in new[] { "a", "B", "c", "D", "e" })
        {
            (await Operator.PostAsync("api/categories", new { name })).Expect(201);
        }

        var first = (await Operator.GetAsync("api/categories?limit=2")).Expect(200);
        Assert.That(NamesOf(first), Is.EqualTo(new[] { "a", "B" }));
        (await Operator.DeleteAsync($"api/categories/{first.Items[1]!["id"]}")).Expect(204);
        (await Operator.PostAsync("api/categories", new { name = "A2" })).Expect(201);
        var second = (await Operator.GetAsync($"api/categories?limit=2&cursor={first.Next}")).Expect(200);
        Assert.That(NamesOf(second), Is.EqualTo(new[] { "c", "D" }));
        var last = (await Operator.GetAsync($"api/categories?limit=2&cursor={second.Next}")).Expect(200);
        Assert.That((NamesOf(last), last.Next), Is.EqualTo((new[] { "e" }, (string?)null)));
        Assert.That((await Operator.GetAsync("api/categories?limit=5")).Next, Is.Null, "exactly one page");

        (await Operator.GetAsync("api/categories?limit=0")).ExpectInvalid("limit");
        (await Operator.GetAsync("api/categories?limit=1001")).ExpectInvalid("limit");
        (await Operator.GetAsync("api/categories?cursor=%25%25")).ExpectInvalid("cursor");

        static string[] NamesOf(Reply reply) => [.. reply.Items.Select(it => (string)it!["settings"]!["name"]!)];
    }

    private async Task<Reply> MakeStaffAsync()
    {
        await World.Server.MakePersonAsync("alice");
        var staff = new { kind = "group", settings = new { name = "Staff", members = new[] { "sip:alice@example.com" } } };
        return (await Operator.PostAsync("api/groups", staff)).Expect(201);
    }

    private async Task AssertLostUpdateAsync(string path, object body, string oldTag)
    {
        (await Operator.PutAsync(path, body, oldTag)).Expect(412, "changed-meanwhile");
        (await Operator.PutAsync(path, body, ifMatch: null)).Expect(428, "needs-if-match");
    }

    private static List<string?> Names(Reply reply, string list) =>
        [.. reply.Json!["settings"]![list]!.AsArray().Select(name => (string?)name)];
}
