using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Rooms: made, found, changed, moved, cleared, deleted, and who is on their lists.</summary>
[EveryEngine]
internal sealed class RoomTests : ApiFixture
{
    private static readonly string[] Member = ["member"];

    private Guid _category;

    [SetUp]
    public async Task StartAsync()
    {
        await World.Server.MakePersonAsync("alice");
        _category = (await Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
    }

    [Test]
    public async Task A_room_is_made_changed_disabled_and_deleted()
    {
        var made = await MakeAsync("Lobby");
        Assert.That((string?)made.Json!["uri"], Is.EqualTo($"ma-chan://example.com/{made.Id}"));
        Assert.That((string?)made.Json["settings"]!["privacy"], Is.EqualTo("Closed"));
        Assert.That((string?)made.Json["settings"]!["type"], Is.EqualTo("Normal"));
        Assert.That(made.Headers.Location?.ToString(), Is.EqualTo($"/api/rooms/{made.Id}"));

        var path = $"api/rooms/{made.Id}";
        var settings = new { name = "Hall", categoryId = _category, type = "auditorium", privacy = "open", disabled = true };
        var changed = (await Operator.PutAsync(path, settings, made.ETag)).Expect(200);
        var room = World.Server.Journal.Committed.Room(made.Id)!.Room;
        Assert.That((room.Name, room.Type, room.Privacy, room.Disabled), Is.EqualTo(
            ("Hall", Rooms.Rooms.RoomType.Auditorium, Rooms.Rooms.RoomPrivacy.Open, true)));
        (await Operator.PutAsync(path, settings, made.ETag)).Expect(412, "changed-meanwhile");
        (await Operator.PutAsync(path, settings, ifMatch: null)).Expect(428, "needs-if-match");
        (await Operator.PutAsync(path, settings, $"\"other\", {changed.ETag}")).Expect(200);

        (await Operator.DeleteAsync(path)).Expect(204);
        (await Operator.DeleteAsync(path)).Expect(404, "no-such-room");
        (await Operator.GetAsync(path)).Expect(404, "no-such-room");
        (await Operator.PutAsync(path, settings)).Expect(404, "no-such-room");
    }

    [Test]
    public async Task What_a_room_cannot_be_is_refused()
    {
        await MakeAsync("Lobby");
        (await Operator.PostAsync("api/rooms", new { name = "LOBBY", categoryId = _category })).Expect(409, "duplicate-name");
        (await Operator.PostAsync("api/rooms", new { name = "A", categoryId = Guid.NewGuid() })).Expect(404, "no-such-category");
        (await Operator.PostAsync("api/rooms", new { name = "A", categoryId = _category, addInId = Guid.NewGuid() })).Expect(404, "no-such-add-in");
        (await Operator.PostAsync("api/rooms", new { name = " ", categoryId = _category, description = new string('a', 257) }))
            .ExpectInvalid("name", "description");
        (await Operator.PostAsync("api/rooms", new { name = "A", categoryId = _category, privacy = "hidden" })).ExpectInvalid("privacy");
        (await Operator.PostAsync("api/rooms", new { name = "A", categoryId = _category, type = 5 })).ExpectInvalid("type");
        (await Operator.PostAsync("api/rooms", new { name = "A" })).Expect(400);
        var other = (await Operator.PostAsync("api/categories", new { name = "Other" })).Expect(201).Id;
        var room = (await MakeAsync("Hall")).Id;
        (await Operator.PutAsync($"api/rooms/{room}", new { name = "Hall", categoryId = other })).Expect(400, "invalid");
    }

    [Test]
    public async Task A_room_moves_to_a_category_and_who_is_not_allowed_there_is_struck_off()
    {
        var room = (await MakeAsync("Lobby")).Id;
        await SetRolesAsync(room, "sip:alice@example.com", "member");
        var wall = new { name = "Walled", denied = new[] { "sip:alice@example.com" } };
        var other = (await Operator.PostAsync("api/categories", wall)).Expect(201).Id;
        var moved = (await Operator.PostAsync($"api/rooms/{room}/move", new { categoryId = other })).Expect(200);
        Assert.That((Guid?)moved.Json!["settings"]!["categoryId"], Is.EqualTo(other));
        Assert.That((await Operator.GetAsync($"api/rooms/{room}/roles")).Items, Is.Empty);
        (await Operator.PostAsync($"api/rooms/{room}/move", new { categoryId = Guid.NewGuid() })).Expect(404, "no-such-category");
        (await Operator.PostAsync($"api/rooms/{Guid.NewGuid()}/move", new { categoryId = other })).Expect(404, "no-such-room");
    }

    [Test]
    public async Task Rooms_are_found_by_the_filters_of_the_original()
    {
        var addIn = (await Operator.PostAsync("api/add-ins", new { name = "Page", url = "https://example.com/" })).Expect(201).Id;
        var (lobby, hall) = ((await MakeAsync("Lobby")).Id, (await MakeAsync("Town hall")).Id);
        var other = (await Operator.PostAsync("api/categories", new { name = "Other" })).Expect(201).Id;
        var attic = (await Operator.PostAsync("api/rooms", new
        {
            name = "Attic",
            categoryId = other,
            description = "above the hall",
            type = "auditorium",
            privacy = "secret",
            disabled = true,
            invitationsOff = true,
            addInId = addIn,
        })).Expect(201).Id;
        await SetRolesAsync(lobby, "sip:alice@example.com", "member");
        await SetRolesAsync(hall, "sip:alice@example.com", "manager");
        await World.SayAsync(lobby, "alice", "good morning");

        foreach (var (query, found) in new (string, Guid[])[]
        {
            ("", [attic, lobby, hall]), ("text=HALL", [hall]), ("text=hall&inDescription=true", [attic, hall]), ("text=hall%20town", [hall]),
            ("member=sip:alice@example.com", [lobby]), ("manager=sip:alice@example.com", [hall]), ("member=sip:nobody@example.com", []),
            ($"categoryId={other}", [attic]), ($"addInId={addIn}", [attic]), ("disabled=true", [attic]), ("disabled=false", [lobby, hall]),
            ("privacy=Secret", [attic]), ("type=Auditorium", [attic]), ("invitationsOff=true", [attic]), ("privacy=Open", []),
            ("addIn=PAGE", [attic]), ("addIn=Other", []), ("contentAboveMb=0", [lobby]), ("contentAboveMb=1", []), ("contentAboveMb=0&text=hall", []),
        })
        {
            var ids = (await Operator.GetAsync($"api/rooms?{query}")).Expect(200).Items.Select(room => (Guid)room!["id"]!);
            Assert.That(ids, Is.EqualTo(found), query);
        }

        var first = await Operator.GetAsync("api/rooms?limit=2");
        var second = (await Operator.GetAsync($"api/rooms?limit=2&cursor={first.Next}")).Expect(200);
        Assert.That(second.Items.Select(room => (Guid)room!["id"]!), Is.EqualTo(new[] { hall }));
        Assert.That(second.Next, Is.Null);
        (await Operator.GetAsync("api/rooms?contentAboveMb=-1")).ExpectInvalid("contentAboveMb");
        var alice = await World.ClientAsync("alice", "person");
        (await alice.GetAsync("api/rooms?contentAboveMb=0")).Expect(403, "not-allowed");
    }

    [Test]
    public async Task Many_are_put_on_a_rooms_lists_at_once_and_each_is_answered_for_itself()
    {
        await World.Server.MakePersonAsync("bob");
        (await Operator.PostAsync("api/groups", new { kind = "domain", settings = new { name = "example.com" } })).Expect(201);
        var denying = new { name = "Walled", denied = new[] { "sip:bob@example.com" } };
        var category = (await Operator.PostAsync("api/categories", denying)).Expect(201).Id;
        var room = (await Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category })).Expect(201).Id;
        var results = (await Operator.PatchAsync($"api/rooms/{room}/roles", new
        {
            changes = new object[]
            {
                new { principal = "sip:alice@example.com", roles = new[] { "member", "presenter" } },
                new { principal = "domain:example.com", roles = Member },
                new { principal = "sip:bob@example.com", roles = Member },
                new { principal = "sip:nobody@example.com", roles = Member },
                new { principal = "everybody", roles = new[] { "presenter" } },
            },
        })).Expect(200).Json!["results"]!.AsArray();
        Assert.That(results.Select(it => (string?)it!["refused"]), Is.EqualTo(new[]
        {
            null, null, "urn:pchat:problem:not-allowed-by-category", "urn:pchat:problem:no-such-principal",
            "urn:pchat:problem:presenter-not-member",
        }));

        var listed = (await Operator.GetAsync($"api/rooms/{room}/roles?role=Member")).Expect(200).Items;
        Assert.That(listed.Select(it => (string?)it!["principal"]), Is.EqualTo(new[] { "domain:example.com", "sip:alice@example.com" }));
        Assert.That((await Operator.GetAsync($"api/rooms/{room}/roles?role=Presenter")).Items, Has.Count.EqualTo(1));
        await SetRolesAsync(room, "sip:alice@example.com");
        Assert.That((await Operator.GetAsync($"api/rooms/{room}/roles")).Items, Has.Count.EqualTo(1));

        var eligible = (await Operator.GetAsync($"api/rooms/{room}/eligible")).Expect(200).Items;
        Assert.That(eligible.Select(it => (string?)it), Is.EqualTo(new[] { "domain:example.com", "sip:alice@example.com" }));
        Assert.That((await Operator.GetAsync($"api/rooms/{room}/eligible?text=ALI")).Items, Has.Count.EqualTo(1));

        (await Operator.PatchAsync($"api/rooms/{room}/roles", new { changes = Array.Empty<object>() })).ExpectInvalid("changes");
        (await Operator.PatchAsync($"api/rooms/{Guid.NewGuid()}/roles", new { changes = Array.Empty<object>() })).ExpectInvalid("changes");
        (await Operator.GetAsync($"api/rooms/{Guid.NewGuid()}/roles")).Expect(404, "no-such-room");
        (await Operator.GetAsync($"api/rooms/{Guid.NewGuid()}/eligible")).Expect(404, "no-such-room");
    }

    [Test]
    public async Task Taking_messages_away_needs_to_say_which()
    {
        var room = (await MakeAsync("Lobby")).Id;
        var path = $"api/rooms/{room}/messages/replace";
        (await Operator.PostAsync(path, new { })).ExpectInvalid("words");
        (await Operator.PostAsync(path, new { words = "a", remove = true, text = "b" })).ExpectInvalid("text");
        (await Operator.PostAsync(path, new { author = "sip:nobody@example.com" })).ExpectInvalid("author");
        (await Operator.PostAsync(path, new { from = "0001-01-02T00:00:00Z", before = "9999-12-31T00:00:00Z" })).ExpectInvalid("from", "before");
        (await Operator.PostAsync($"api/rooms/{Guid.NewGuid()}/messages/replace", new { words = "a" })).Expect(404, "no-such-room");
        Assert.That((int)(await Operator.PostAsync(path, new { words = "a" })).Expect(200).Json!["count"]!, Is.Zero);
        (await Operator.PostAsync($"api/rooms/{room}/clear", new { through = "9999-12-31" })).ExpectInvalid("through");
        (await Operator.PostAsync($"api/rooms/{Guid.NewGuid()}/clear", new { through = "2026-01-01" })).Expect(404, "no-such-room");
    }

    private async Task<Reply> MakeAsync(string name) =>
        (await Operator.PostAsync("api/rooms", new { name, categoryId = _category })).Expect(201);

    private async Task SetRolesAsync(Guid room, string principal, params string[] roles)
    {
        var reply = await Operator.PatchAsync($"api/rooms/{room}/roles", new { changes = new[] { new { principal, roles } } });
        Assert.That(reply.Expect(200).Json!["results"]![0]!["refused"], Is.Null);
    }
}
