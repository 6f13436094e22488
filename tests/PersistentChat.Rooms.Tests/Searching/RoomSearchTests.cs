using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Searching;

public sealed class RoomSearchTests
{
    private TestPool _pool = null!;
    private Person _ann = null!;
    private Person _bob = null!;
    private Guid _deskId;
    private Guid _addInId;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _pool = await TestPool.StartAsync(null, ("Rooms:SearchLimit", "5"));
        _ann = await _pool.PersonAsync("ann");
        _bob = await _pool.PersonAsync("bob");
        _deskId = (await _pool.CategoryAsync()).Id;
        var otherId = (await _pool.CategoryAsync()).Id;
        await MakeAsync(new Room(Guid.NewGuid(), _deskId, "Trading floor", "EMEA desk", Privacy: RoomPrivacy.Open));
        await MakeAsync(new Room(Guid.NewGuid(), _deskId, "Floor plans", "Trading of floors"), member: _ann);
        await MakeAsync(new Room(Guid.NewGuid(), _deskId, "Secret plans", Privacy: RoomPrivacy.Secret), member: _bob);
        _addInId = (await _pool.DoAsync(new CreateAddIn(new AddIn(Guid.NewGuid(), "Ticker", "https://example.com/ticker")))).Id;
        var stage = new Room(Guid.NewGuid(), otherId, "Stage", Type: RoomType.Auditorium, InvitationsOff: true, AddInId: _addInId);
        await MakeAsync(stage, member: _bob);
        await MakeAsync(new Room(Guid.NewGuid(), otherId, "Attic", Disabled: true), manager: _ann);
        await MakeAsync(new Room(Guid.NewGuid(), otherId, "Cellar", Disabled: true), member: _ann);
        await _pool.JoinAsync(_bob, _pool.Committed.Room(_pool.Committed.RoomIdsByName["Trading floor"])!.Room);
        await _pool.JoinAsync(_bob, _pool.Committed.Room(_pool.Committed.RoomIdsByName["Secret plans"])!.Room);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _pool.DisposeAsync();

    [TestCase("", WordMatch.Any, false, ExpectedResult = "Floor plans, Stage, Trading floor")]
    [TestCase("TRADING plans", WordMatch.Any, false, ExpectedResult = "Floor plans, Trading floor")]
    [TestCase("trad flo", WordMatch.All, false, ExpectedResult = "Trading floor")]
    [TestCase("trading floor", WordMatch.All, true, ExpectedResult = "Floor plans, Trading floor")]
    [TestCase("trading floor", WordMatch.Phrase, true, ExpectedResult = "Trading floor")]
    [TestCase(" trading  floor", WordMatch.Phrase, true, ExpectedResult = "")]
    [TestCase("emea", WordMatch.Any, false, ExpectedResult = "")]
    [TestCase("emea", WordMatch.Any, true, ExpectedResult = "Trading floor")]
    public string Words_are_parts_of_names_and_on_request_of_descriptions(string text, WordMatch match, bool inDescription) =>
        Find(_ann, new RoomQuery { Text = text, Match = match, InDescription = inDescription });

    [Test]
    public void Every_filter_narrows_what_may_be_seen()
    {
        Assert.That(Find(_ann, new RoomQuery { Member = "SIP:bob@example.com" }), Is.EqualTo("Stage"));
        Assert.That(Find(_bob, new RoomQuery { Member = _bob.Uri }), Is.EqualTo("Secret plans, Stage"));
        Assert.That(Find(_ann, new RoomQuery { Manager = _ann.Uri, Disabled = null }), Is.EqualTo("Attic"));
        Assert.That(Find(_ann, new RoomQuery { Participant = _bob.Uri }), Is.EqualTo("Trading floor"));
        Assert.That(Find(_bob, new RoomQuery { Participant = _bob.Uri }), Is.EqualTo("Secret plans, Trading floor"));
        Assert.That(Find(_ann, new RoomQuery { CategoryId = _deskId }), Is.EqualTo("Floor plans, Trading floor"));
        Assert.That(Find(_ann, new RoomQuery { Privacy = RoomPrivacy.Open }), Is.EqualTo("Trading floor"));
        Assert.That(Find(_ann, new RoomQuery { Type = RoomType.Auditorium }), Is.EqualTo("Stage"));
        Assert.That(Find(_ann, new RoomQuery { InvitationsOff = true }), Is.EqualTo("Stage"));
        Assert.That(Find(_ann, new RoomQuery { AddInId = _addInId }), Is.EqualTo("Stage"));
        Assert.That(Find(_ann, new RoomQuery { Text = "floor", CategoryId = _deskId, Privacy = RoomPrivacy.Closed }), Is.EqualTo("Floor plans"));
        Assert.That(Find(_ann, new RoomQuery { Member = "sip:nobody@example.com" }), Is.Empty);
        Assert.That(Find(_ann, new RoomQuery { CategoryId = Guid.NewGuid() }), Is.Empty);
    }

    [Test]
    public async Task Members_by_a_group_are_members_to_whoever_looks_for_them()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var room = await pool.RoomAsync("Desk");
        await pool.DoAsync(new ChangeRoles(room.Id, (await pool.GroupAsync("traders", bob.Id)).Id, RoomRoles.Member));
        Assert.That(pool.Rooms.Search(ann, new RoomQuery { Member = bob.Uri }), Has.Exactly(1).Items);
        Assert.That(pool.Rooms.Search(ann, new RoomQuery { Member = ann.Uri }), Is.Empty);
        Assert.That(pool.Rooms.MemberRooms(bob), Has.Exactly(1).Items);
    }

    [Test]
    public void Disabled_rooms_are_found_on_request_and_by_their_managers_only()
    {
        Assert.That(Find(_ann, new RoomQuery { Disabled = true }), Is.EqualTo("Attic"));
        Assert.That(Find(_bob, new RoomQuery { Disabled = true }), Is.Empty);
        Assert.That(Find(_ann, new RoomQuery { Text = "ATTIC" }), Is.Empty);
    }

    [Test]
    public void Pages_have_everything_once_with_ones_own_rooms_first()
    {
        var pages = Enumerable.Range(0, 4).Select(i => Find(_bob, new RoomQuery { Skip = i, Limit = 1 }));
        Assert.That(pages, Is.EqualTo(new[] { "Secret plans", "Stage", "Floor plans", "Trading floor" }));
        Assert.That(Find(_bob, new RoomQuery { Skip = 4 }), Is.Empty);
        Assert.That(Find(_bob, new RoomQuery { Skip = int.MaxValue, Limit = int.MaxValue }), Is.Empty);
    }

    [Test]
    public async Task People_are_found_by_parts_of_names_and_addresses_and_only_enabled_ones()
    {
        await using var pool = await TestPool.StartAsync(null, ("Rooms:SearchLimit", "2"));
        await pool.DoAsync(new CreatePerson(new Person(Guid.NewGuid(), "sip:zoe@example.com", "Zoe Lee", "lee@mail.example", true)));
        await pool.DoAsync(new CreatePerson(new Person(Guid.NewGuid(), "sip:ann@example.com", "Ann Miller", null, true)));
        await pool.DoAsync(new CreatePerson(new Person(Guid.NewGuid(), "sip:lee@example.com", "Gone", null, false)));
        Assert.That(Names(pool.People.Search(["LEE"], [], null)), Is.EqualTo("Zoe Lee"));
        Assert.That(Names(pool.People.Search(["mill", "zoe"], [], null)), Is.EqualTo("Ann Miller, Zoe Lee"));
        Assert.That(Names(pool.People.Search([], ["mail.EXAMPLE"], null)), Is.EqualTo("Zoe Lee"));
        Assert.That(Names(pool.People.Search([], ["ann@"], null)), Is.EqualTo("Ann Miller"));
        Assert.That(Names(pool.People.Search([], [], 1)), Is.EqualTo("Ann Miller and more"));
        await pool.PersonAsync("carl");
        Assert.That(Names(pool.People.Search([], [], null)), Is.EqualTo("Ann Miller, carl and more"));
    }

    private static string Names((IReadOnlyList<Person> People, bool HasMore) found) =>
        string.Join(", ", found.People.Select(person => person.DisplayName)) + (found.HasMore ? " and more" : "");

    private string Find(Person person, RoomQuery query) =>
        string.Join(", ", _pool.Rooms.Search(person, query).Select(room => room.Room.Name));

    private async Task MakeAsync(Room room, Person? member = null, Person? manager = null)
    {
        await _pool.DoAsync(new CreateRoom(room));
        if (member is not null)
        {
            await _pool.DoAsync(new ChangeRoles(room.Id, member.Id, RoomRoles.Member));
        }

        if (manager is not null)
        {
            await _pool.DoAsync(new ChangeRoles(room.Id, manager.Id, RoomRoles.Manager));
        }
    }
}
