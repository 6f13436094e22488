using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Searching;

[EveryEngine]
public sealed class HistorySearchTests
{
    private TestPool _pool = null!;
    private Person _ann = null!;
    private Person _bob = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"), ("Rooms:SearchLimit", "3"), ("Rooms:SearchScanLimit", "1000"));
        _ann = await _pool.PersonAsync("ann");
        _bob = await _pool.PersonAsync("bob");
    }

    [TearDown]
    public async Task EndAsync() => await _pool.DisposeAsync();

    [Test]
    public async Task Only_messages_of_the_authors_asked_for_are_found()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, "tea", "milk");
        var bob = await _pool.JoinAsync(_bob, room);
        await _pool.PostAsync(_bob, bob, room, "tea");
        var query = new HistoryQuery { RoomIds = [room.Id], Text = "tea" };
        Assert.That(await IdsAsync(query with { Authors = [_bob.Uri.ToUpperInvariant()] }), Is.EqualTo(new[] { 3 }));
        Assert.That(await IdsAsync(query with { Authors = [_ann.Uri, _bob.Uri] }), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(await IdsAsync(query with { Authors = ["sip:nobody@example.com"] }), Is.Empty);
        Assert.That(await IdsAsync(query with { Authors = [] }), Is.Empty);
        Assert.That(await IdsAsync(query with { Text = "", Authors = [_ann.Uri] }), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Dates_bound_a_search_and_a_date_without_time_is_a_whole_day()
    {
        var room = await _pool.RoomAsync("Lobby");
        var ann = await _pool.JoinAsync(_ann, room);
        foreach (var at in new[] { "2031-03-01T23:59:59Z", "2031-03-02T00:00:00Z", "2031-03-02T12:00:00Z", "2031-03-02T23:59:59Z", "2031-03-03T00:00:00Z" })
        {
            _pool.Clock.Now = At(at);
            await _pool.PostAsync(_ann, ann, room, "tea");
        }

        var query = new HistoryQuery { RoomIds = [room.Id], Text = "tea" };
        var day = new SearchDate(At("2031-03-02T15:00:00Z"), IsDay: true);
        var noon = new SearchDate(At("2031-03-02T12:00:00Z"), IsDay: false);
        var never = new SearchDate(At("2040-01-01T00:00:00Z"), IsDay: true);
        Assert.That(await IdsAsync(query with { From = day, Until = day }), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(await IdsAsync(query with { From = noon, Until = noon }), Is.EqualTo(new[] { 3 }));
        Assert.That(await IdsAsync(query with { From = noon }), Is.EqualTo(new[] { 3, 4, 5 }));
        Assert.That(await IdsAsync(query with { Until = noon, Text = "" }), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(await IdsAsync(query with { From = never }), Is.Empty);
        Assert.That(await IdsAsync(query with { From = never, StartId = 4 }), Is.EqualTo(new[] { 4, 5 }), "A start makes dates void");
    }

    [Test]
    public async Task Pages_follow_each_other_without_gap_and_every_page_tells_the_rest()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, "tea 1", "milk", "tea 3", "tea 4", "tea 5", "tea 6");
        var query = new HistoryQuery { RoomIds = [room.Id], Text = "tea", Limit = 2 };
        var first = await OneAsync(query);
        var second = await OneAsync(query with { StartId = first.NextId });
        var last = await OneAsync(query with { StartId = second.NextId });
        Assert.That((Ids(first), first.Total, first.NextId), Is.EqualTo((new[] { 1L, 3L }, 5, (long?)4)));
        Assert.That((Ids(second), second.Total, second.NextId), Is.EqualTo((new[] { 4L, 5L }, 3, (long?)6)));
        Assert.That((Ids(last), last.Total, last.NextId), Is.EqualTo((new[] { 6L }, 1, (long?)null)));
    }

    [Test]
    public async Task The_side_a_search_starts_from_and_the_order_of_its_answer_are_two_things()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, "tea 1", "tea 2", "tea 3", "tea 4");
        var query = new HistoryQuery { RoomIds = [room.Id], Text = "tea", Limit = 2 };
        Assert.That(await IdsAsync(query), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await IdsAsync(query with { NewestFirst = true }), Is.EqualTo(new[] { 2, 1 }));
        Assert.That(await IdsAsync(query with { SearchesBackwards = true }), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(await IdsAsync(query with { SearchesBackwards = true, NewestFirst = true }), Is.EqualTo(new[] { 4, 3 }));
        Assert.That(await IdsAsync(query with { SearchesBackwards = true, StartId = 3 }), Is.EqualTo(new[] { 2, 3 }));
        Assert.That((await OneAsync(query with { SearchesBackwards = true })).NextId, Is.EqualTo(2));
    }

    [Test]
    public async Task The_servers_limit_wins_and_the_total_is_told_all_the_same()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, "tea", "tea", "tea", "tea", "tea");
        var found = await OneAsync(new HistoryQuery { RoomIds = [room.Id], Text = "tea", Limit = 100 });
        Assert.That((Ids(found), found.Total, found.IsComplete), Is.EqualTo((new[] { 1L, 2L, 3L }, 5, true)));
        var counted = await OneAsync(new HistoryQuery { RoomIds = [room.Id], Text = "tea", Limit = 0 });
        Assert.That((counted.Messages.Count, counted.Total), Is.EqualTo((0, 5)));
    }

    [Test]
    public async Task A_search_that_would_look_at_too_much_says_that_it_gave_up()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, [.. Enumerable.Repeat("tea", 1001)]);
        var found = await OneAsync(new HistoryQuery { RoomIds = [room.Id], Text = "tea", SearchesBackwards = true });
        Assert.That((Ids(found), found.Total, found.IsComplete), Is.EqualTo((new[] { 999L, 1000L, 1001L }, 1000, false)));
        var named = await OneAsync(new HistoryQuery { RoomIds = [room.Id], Text = "tea", StartId = 2 });
        Assert.That((named.Total, named.IsComplete), Is.EqualTo((1000, true)));
    }

    [Test]
    public async Task Many_rooms_answer_each_for_itself()
    {
        var one = await _pool.RoomSayingAsync("One", _ann, "tea");
        var two = await _pool.RoomSayingAsync("Two", _ann, "milk");
        var closed = await _pool.RoomAsync("Closed", RoomPrivacy.Closed);
        var found = await _pool.SearchAsync(_ann, new HistoryQuery { RoomIds = [two.Id, closed.Id, one.Id], Text = "tea" });
        Assert.That(found.Rooms.Select(room => (room.Name, room.Total)), Is.EqualTo(new[] { ("Two", 0), ("One", 1) }));
        Assert.That(found.Refused.Select(room => (room.RoomId, room.Refusal.Kind)), Is.EqualTo(new[] { (closed.Id, RefusalKind.MayNotRead) }));
    }

    [Test]
    public async Task Every_room_searched_has_its_event_before_anything_leaves_and_a_refused_one_has_none()
    {
        var one = await _pool.RoomSayingAsync("One", _ann, "tea");
        var closed = await _pool.RoomAsync("Closed", RoomPrivacy.Closed);
        await _pool.SearchAsync(_bob, new HistoryQuery
        {
            RoomIds = [one.Id, closed.Id],
            Text = "hot \"tea\"",
            Match = WordMatch.All,
            CaseSensitive = true,
            Authors = [_ann.Uri],
            From = new SearchDate(At("2031-03-02T00:00:00Z"), IsDay: true),
            Until = new SearchDate(At("2031-03-02T12:00:00Z"), IsDay: false),
            Limit = 5,
        });
        var searched = (await _pool.EventsAsync()).Where(e => e.Kind is ComplianceEventKind.Backchat).ToList();
        Assert.That(searched.Select(e => (e.Room!.Name, e.Person!.Uri, e.Text)), Is.EqualTo(new[]
        {
            ("One", _bob.Uri, "search all with case \"hot \"tea\"\" by sip:ann@example.com from 2031-03-02 "
                + "until 2031-03-02T12:00:00.0000000Z forwards limit 5"),
        }));
    }

    [Test]
    public async Task A_search_is_refused_when_no_room_may_be_read_or_when_it_makes_no_sense()
    {
        var open = await _pool.RoomAsync("Open");
        var closed = await _pool.RoomAsync("Closed", RoomPrivacy.Closed);
        var query = new HistoryQuery { RoomIds = [open.Id] };
        Assert.That(await RefusedAsync(query with { RoomIds = [closed.Id] }), Is.EqualTo(RefusalKind.MayNotRead));
        Assert.That(await RefusedAsync(query with { RoomIds = [Guid.NewGuid()] }), Is.EqualTo(RefusalKind.NoSuchRoom));
        Assert.That(await RefusedAsync(query with { RoomIds = [] }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await RefusedAsync(query with { RoomIds = [open.Id, open.Id, open.Id, open.Id] }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await RefusedAsync(query with { Text = new string('x', 1001) }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await RefusedAsync(query with { Text = "\0" }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await RefusedAsync(query with { Authors = ["sip:\uD800@example.com"] }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await RefusedAsync(query with { StartId = -1 }), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That((await _pool.EventsAsync()).Any(e => e.Kind is ComplianceEventKind.Backchat), Is.False);
    }

    [Test]
    public async Task What_a_room_does_not_keep_is_not_found()
    {
        var room = await _pool.RoomAsync("Whispers", keepsHistory: false);
        var ann = await _pool.JoinAsync(_ann, room);
        await _pool.PostAsync(_ann, ann, room, "tea");
        Assert.That(await IdsAsync(new HistoryQuery { RoomIds = [room.Id], Text = "tea" }), Is.Empty);
        Assert.That(await IdsAsync(new HistoryQuery { RoomIds = [room.Id] }), Is.Empty);
    }

    [Test]
    public async Task What_was_replaced_is_found_by_the_other_text_and_what_was_removed_by_none()
    {
        var room = await _pool.RoomSayingAsync("Lobby", _ann, "tea", "tea with milk", "tea");
        await _pool.DoAsync(new ReplaceMessages(room.Id, [2], "coffee"));
        await _pool.DoAsync(new ReplaceMessages(room.Id, [3], null));
        var query = new HistoryQuery { RoomIds = [room.Id] };
        Assert.That(await IdsAsync(query with { Text = "tea" }), Is.EqualTo(new[] { 1 }));
        Assert.That(await IdsAsync(query with { Text = "milk" }), Is.Empty);
        Assert.That(await IdsAsync(query with { Text = "coffee" }), Is.EqualTo(new[] { 2 }));
        await using var db = _pool.Read();
        Assert.That(db.Messages.OrderBy(m => m.ChatId).Select(m => m.Terms), Is.EqualTo(new[] { "tea", "coffee", null }), "nothing of it is left in the index");
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static long[] Ids(RoomHistory found) => [.. found.Messages.Select(m => m.ChatId)];

    private async Task<RefusalKind?> RefusedAsync(HistoryQuery query) =>
        (await _pool.HistorySearch.SearchAsync(_ann, query, CancellationToken.None)).Refusal?.Kind;

    private async Task<RoomHistory> OneAsync(HistoryQuery query) => (await _pool.SearchAsync(_ann, query)).Rooms.Single();

    private async Task<long[]> IdsAsync(HistoryQuery query) => Ids(await OneAsync(query));
}
