using System.Text.Json.Nodes;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What was said, asked for over REST.</summary>
[EveryEngine]
internal sealed class HistoryTests() : ApiFixture(("Compliance:Mode", "On"))
{
    private Guid _category;
    private Guid _lobby;

    [SetUp]
    public async Task StartAsync()
    {
        await World.Server.MakePersonAsync("alice");
        await World.Server.MakePersonAsync("bob");
        _category = (await Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        _lobby = await MakeRoomAsync("Lobby", "open");
    }

    [Test]
    public async Task Messages_are_found_by_words_author_and_time_page_by_page()
    {
        await World.SayAsync(_lobby, "alice", "red apple", "green apple", "green pear");
        await World.SayAsync(_lobby, "bob", "Red APPLE pie", "plum");
        var all = (await ListAsync("")).Expect(200);
        Assert.That(Texts(all), Is.EqualTo(new[] { "red apple", "green apple", "green pear", "Red APPLE pie", "plum" }));
        Assert.That(all.Items.Select(it => (long)it!["id"]!), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
        Assert.That((all.Next, (bool)all.Json!["isComplete"]!), Is.EqualTo(((string?)null, true)));
        var time = Uri.EscapeDataString((string)all.Items[2]!["at"]!);
        foreach (var (query, ids) in new (string, int[])[]
        {
            ("words=red%20apple", [1, 4]), ("words=red%20pear&match=Any", [1, 3, 4]), ("words=green%20apple&match=Phrase", [2]),
            ("words=Red&caseSensitive=true", [4]), ("author=sip:bob@example.com", [4, 5]), ("author=sip:nobody@example.com", []),
            ("author=sip:bob@example.com&author=sip:alice@example.com&words=apple", [1, 2, 4]),
            ($"from={time}", [3, 4, 5]), ($"before={time}", [1, 2]), ("newestFirst=true&limit=2", [5, 4]),
        })
        {
            Assert.That((await ListAsync(query)).Expect(200).Items.Select(it => (int)it!["id"]!), Is.EqualTo(ids), query);
        }

        Assert.That(await PagesAsync("limit=2"), Is.EqualTo(new[] { "1 2", "3 4", "5" }));
        Assert.That(await PagesAsync("limit=2&newestFirst=true"), Is.EqualTo(new[] { "5 4", "3 2", "1" }));
        Assert.That(await PagesAsync("limit=1&words=apple"), Is.EqualTo(new[] { "1", "2", "4" }));
        Assert.That(await PagesAsync($"limit=1&before={time}"), Is.EqualTo(new[] { "1", "2" }), "dates hold for every page");
        Assert.That(await PagesAsync("limit=5"), Is.EqualTo(new[] { "1 2 3 4 5" }), "exactly one page");
    }

    [Test]
    public async Task A_search_that_gives_up_says_so_and_goes_on_where_it_did()
    {
        await using var world = await ApiWorld.StartAsync(("Rooms:SearchScanLimit", "1000"));
        await world.Server.MakePersonAsync("alice");
        var category = (await world.Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        var room = (await world.Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category, privacy = "open" })).Expect(201).Id;
        await world.SayAsync(room, "alice", [.. Enumerable.Repeat("hay", 1000), "needle hay"]);
        var first = (await world.Operator.GetAsync($"api/rooms/{room}/messages?words=hay%20needle&match=Phrase")).Expect(200);
        var gaveUp = (await world.Operator.GetAsync($"api/rooms/{room}/messages?author=sip:alice@example.com&limit=1000")).Expect(200);
        Assert.That(first.Items, Is.Empty);
        Assert.That((bool)gaveUp.Json!["isComplete"]!, Is.False);
        var rest = (await world.Operator.GetAsync($"api/rooms/{room}/messages?author=sip:alice@example.com&cursor={gaveUp.Next}")).Expect(200);
        Assert.That(gaveUp.Items.Count + rest.Items.Count, Is.EqualTo(1001));
    }

    [Test]
    public async Task Many_rooms_are_searched_at_once_and_each_answers_for_itself()
    {
        var (closed, secret) = (await MakeRoomAsync("Desk", "closed"), await MakeRoomAsync("Vault", "secret"));
        await World.SayAsync(_lobby, "alice", "an apple", "another apple", "a pear");
        var alice = await World.ClientAsync("alice", "person");
        var body = new { rooms = new[] { _lobby, closed, secret }, words = "apple", newestFirst = true, limit = 1 };
        var found = (await alice.PostAsync("api/messages/search", body)).Expect(200).Json!;
        var lobby = found["rooms"]!.AsArray().Single()!;
        Assert.That(((Guid)lobby["roomId"]!, (string?)lobby["name"], (int)lobby["total"]!), Is.EqualTo((_lobby, "Lobby", 2)));
        Assert.That((string?)lobby["messages"]!["items"]![0]!["text"], Is.EqualTo("another apple"));
        var next = await alice.GetAsync($"api/rooms/{_lobby}/messages?words=apple&newestFirst=true&cursor={lobby["messages"]!["next"]}");
        Assert.That(Texts(next.Expect(200)), Is.EqualTo(new[] { "an apple" }));
        Assert.That(found["refused"]!.AsArray().Select(it => (string?)it!["refused"]), Is.EqualTo(new[]
        {
            "urn:pchat:problem:may-not-read", "urn:pchat:problem:no-such-room",
        }));

        var all = (await Operator.PostAsync("api/messages/search", new { rooms = new[] { _lobby, closed, secret } })).Expect(200).Json!;
        Assert.That(all["rooms"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(all["refused"]!.AsArray(), Is.Empty);
        (await alice.PostAsync("api/messages/search", new { rooms = new[] { secret } })).Expect(404, "no-such-room");
        (await alice.GetAsync($"api/rooms/{closed}/messages")).Expect(403, "may-not-read");
        (await Operator.GetAsync($"api/rooms/{Guid.NewGuid()}/messages")).Expect(404, "no-such-room");
    }

    [Test]
    public async Task What_cannot_be_searched_for_is_said_field_by_field()
    {
        (await ListAsync("limit=0")).ExpectInvalid("limit");
        (await ListAsync("cursor=%25")).ExpectInvalid("cursor");
        (await ListAsync("cursor=YWJj")).ExpectInvalid("cursor");
        (await ListAsync("match=7")).ExpectInvalid("match");
        (await ListAsync("from=0001-01-01T00:00:00Z")).ExpectInvalid("from");
        (await ListAsync("before=9999-01-01T00:00:00Z")).ExpectInvalid("before");
        (await ListAsync($"words={new string('a', 1001)}")).Expect(400, "invalid");
        (await Operator.PostAsync("api/messages/search", new { rooms = Array.Empty<Guid>(), limit = 1001, authors = new[] { "" } }))
            .ExpectInvalid("rooms", "limit", "authors");
        (await Operator.PostAsync("api/messages/search", new { rooms = Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid()) })).Expect(400, "invalid");
    }

    [Test]
    public async Task Whoever_reads_is_recorded_before_anything_is_answered()
    {
        await World.SayAsync(_lobby, "alice", "an apple");
        var ada = await World.ClientAsync("ada", "administrator");
        var alice = await World.ClientAsync("alice", "person");
        (await alice.GetAsync($"api/rooms/{_lobby}/messages?words=apple")).Expect(200);
        (await Operator.GetAsync($"api/rooms/{_lobby}/messages?limit=7")).Expect(200);
        (await ada.PostAsync("api/messages/search", new { rooms = new[] { _lobby }, words = "pear" })).Expect(200);
        var reads = (await World.RecordAsync(e => e.Kind is ComplianceEventKind.Backchat, 3))
            .Where(e => e.Kind is ComplianceEventKind.Backchat).ToList();
        Assert.That(reads.Select(e => (e.Person?.Uri, e.Reason)), Is.EqualTo(new (string?, string?)[]
        {
            ("sip:alice@example.com", null), (null, "Administrator"), ("sip:ada@example.com", "Administrator"),
        }));
        Assert.That(reads.Select(e => e.Text), Is.EqualTo(new[]
        {
            "search all \"apple\" forwards limit 100", "search forwards limit 7", "search all \"pear\" forwards limit 100",
        }));
        Assert.That(reads.Select(e => e.Room!.Name), Is.All.EqualTo("Lobby"));
    }

    private Task<Reply> ListAsync(string query) => Operator.GetAsync($"api/rooms/{_lobby}/messages?{query}");

    /// <summary>The numbers of the messages on each page there is.</summary>
    private async Task<IReadOnlyList<string>> PagesAsync(string query)
    {
        var pages = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await ListAsync(cursor is null ? query : $"{query}&cursor={cursor}")).Expect(200);
            pages.Add(string.Join(' ', page.Items.Select(it => it!["id"])));
            cursor = page.Next;
        }
        while (cursor is not null);

        return pages;
    }

    private async Task<Guid> MakeRoomAsync(string name, string privacy) =>
        (await Operator.PostAsync("api/rooms", new { name, categoryId = _category, privacy })).Expect(201).Id;

    private static IEnumerable<string?> Texts(Reply reply) => reply.Items.Select((JsonNode? it) => (string?)it!["text"]);
}
