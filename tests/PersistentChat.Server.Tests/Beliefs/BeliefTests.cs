using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>
/// Random sequences of what people and administrators do, against the real server. At the end what every endpoint believes,
/// which is made from nothing but what it was sent, is what the server has in memory, what is stored and what was recorded.
/// </summary>
internal sealed class BeliefTests
{
    private const int Steps = 120;
    private const string Replaced = "replaced";

    private static readonly string[] Names = ["ann", "bob", "carol"];

    private enum Happening
    {
        Join,
        JoinBoth,
        Leave,
        Post,
        HangUp,
        LoseConnection,
        Promote,
        Demote,
        Wall,
        NoWall,
        Forbid,
        Allow,
        Disable,
        Enable,
        Rename,
        Move,
        Replace,
        Purge,
    }

    // Most of what happens is that people come, talk and go.
    private static readonly Happening[] Deeds =
    [
        .. Enum.GetValues<Happening>(), .. Enumerable.Repeat(Happening.Join, 12), .. Enumerable.Repeat(Happening.Post, 12),
        .. Enumerable.Repeat(Happening.Leave, 4), .. Enumerable.Repeat(Happening.JoinBoth, 4), .. Enumerable.Repeat(Happening.Allow, 2),
        .. Enumerable.Repeat(Happening.Enable, 2), .. Enumerable.Repeat(Happening.NoWall, 2), .. Enumerable.Repeat(Happening.Promote, 2),
    ];

    private readonly Dictionary<string, Person> _people = [];
    private readonly List<Task> _running = [];
    private BelievingEndpoint?[] _endpoints = [];
    private TestServer _server = null!;
    private Room[] _rooms = [];

    private Pool Memory => _server.Journal.Committed;

    [SetUp]
    public async Task StartAsync()
    {
        // With two the limit, a room with all three is large: nobody is told who comes and goes.
        _server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Compliance:Mode"] = "On",
            ["Rooms:ParticipantUpdateLimit"] = "2",
        });
        foreach (var name in Names)
        {
            var person = await _server.MakePersonAsync(name);
            _people[person.Uri] = person;
        }

        var nobody = new Dictionary<string, RoomRoles>();
        var (open, closed) = (Plan("Open", RoomPrivacy.Open), Plan("Closed", RoomPrivacy.Closed));
        _rooms =
        [
            await _server.MakeRoomAsync(open, keepsHistory: true, nobody),
            await _server.MakeRoomAsync(closed, keepsHistory: true, nobody, invites: true),
        ];
        _endpoints = await Task.WhenAll(Names.Concat(Names).Select(name => OpenAsync(TestServer.AddressOf(name))));
    }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var endpoint in _endpoints)
        {
            await (endpoint?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await _server.DisposeAsync();
        _people.Clear();
        _running.Clear();
    }

    [Test]
    public async Task What_clients_were_told_is_what_is_true([Range(5, 44)] int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            await DoAsync(Deeds[random.Next(Deeds.Length)], random.Next(_endpoints.Length), _rooms[random.Next(2)], step);
        }

        await Task.WhenAll(_running);
        string? difference = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                // The server finds out about a lost connection a moment later, and then tells the others.
                await _server.SettleAsync();
                await Task.WhenAll(_endpoints.OfType<BelievingEndpoint>().Select(endpoint => endpoint.SettleAsync()));
                difference = _rooms.Select(DifferenceIn).FirstOrDefault(it => it is not null);
                return difference is null;
            },
            () => $"Seed {seed}: {difference}");
        await Eventually.HoldsAsync(() => Task.FromResult(StoredPool.IsAllRecorded(_server.Folder)), () => "not all is recorded");
        AssertStoredAndRecorded();
    }

    private static Room Plan(string name, RoomPrivacy privacy) => new(Guid.NewGuid(), Guid.Empty, name, Privacy: privacy);

    private static string UriOf(Room room) => new RoomUri("example.com", room.Id).ToString();

    private Task<BelievingEndpoint?> OpenAsync(string person) => BelievingEndpoint.OpenAsync(_server, person);

    private async Task DoAsync(Happening deed, int who, Room room, int step)
    {
        var person = _people[TestServer.AddressOf(Names[who % Names.Length])];
        switch (deed)
        {
            case Happening.HangUp or Happening.LoseConnection:
                if (_endpoints[who] is { } old)
                {
                    await (deed is Happening.HangUp ? old.HangUpAsync() : old.DisposeAsync().AsTask());
                }

                _endpoints[who] = await OpenAsync(person.Uri);
                break;
            case Happening.Join or Happening.JoinBoth or Happening.Leave or Happening.Post:
                if (_endpoints[who] is { } endpoint)
                {
                    _running.Add(SayAsync(endpoint, Saying(deed, endpoint, room, step)));
                }

                break;
            default:
                _running.Add(ChangeAsync(deed, person, room, step));
                break;
        }
    }

    private static async Task SayAsync(BelievingEndpoint endpoint, string primitive)
    {
        try
        {
            await endpoint.SayAsync(primitive);
        }
        catch (IOException)
        {
            // Its connection went before there was an answer.
        }
    }

    private string Saying(Happening deed, BelievingEndpoint endpoint, Room room, int step) => deed switch
    {
        Happening.Join => Command("join", Chosen(room)),
        Happening.JoinBoth => Command("bjoin", string.Concat(_rooms.Select(Chosen))),
        Happening.Leave => Command("part", $"<chanib uri=\"{UriOf(room)}\"/>"),
        _ => $"<grpchat id=\"grpchat\" seqid=\"1\" chanUri=\"{UriOf(room)}\" author=\"{endpoint.Person}\" ts=\"2026-11-21T01:31:21Z\">"
            + $"<chat>text {step.ToString(CultureInfo.InvariantCulture)}</chat></grpchat>",
    };

    private static string Command(string name, string data) => $"<cmd id=\"cmd:{name}\" seqid=\"1\"><data>{data}</data></cmd>";

    private static string Chosen(Room room) => $"<chanid key=\"0\" domain=\"example.com\" value=\"{room.Id}\"/>";

    private Task ChangeAsync(Happening deed, Person person, Room room, int step)
    {
        var now = Memory.Room(room.Id)!;
        return deed switch
        {
            Happening.Promote => Journal(new ChangeRoles(room.Id, person.Id, RoomRoles.Member)),
            Happening.Demote => Journal(new ChangeRoles(room.Id, person.Id, RoomRoles.None)),
            Happening.Wall => Access(new ChangeCategory(now.Category with { Denied = PrincipalSet.Of(person.Id) })),
            Happening.NoWall => Access(new ChangeCategory(now.Category with { Denied = PrincipalSet.None })),
            Happening.Forbid => Access(new SetPolicy(person.Id, false)),
            Happening.Allow => Access(new SetPolicy(person.Id, null)),
            Happening.Disable => Journal(new ChangeRoom(now.Room with { Disabled = true })),
            Happening.Enable => Journal(new ChangeRoom(now.Room with { Disabled = false })),
            Happening.Rename => Journal(new ChangeRoom(now.Room with { Name = $"{room.Name} {step}" })),
            Happening.Move => Journal(new MoveRoom(room.Id, Memory.Categories.Keys.First(id => id != now.Category.Id))),
            Happening.Replace => Journal(new ReplaceMessages(room.Id, [now.LastId], Replaced)),
            Happening.Purge => Journal(new PurgeRoom(room.Id, now.LastId - 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(deed)),
        };
    }

    // Whether it was refused is not asked: what counts is whether everybody is told the same story of it.
    private Task Journal<T>(Rooms.Journal.JournalCommand<T> command) => _server.Journal.SubmitAsync(command);

    private Task Access<T>(AccessChange<T> change) => _server.Services.GetRequiredService<AccessChanges>().SubmitAsync(change);

    private string? DifferenceIn(Room plan)
    {
        var room = Memory.Room(plan.Id)!;
        var here = _endpoints.OfType<BelievingEndpoint>()
            .Where(endpoint => endpoint.Belief.Rooms.ContainsKey(UriOf(plan)))
            .Select(endpoint => (endpoint.Person, Room: endpoint.Belief.Rooms[UriOf(plan)]))
            .ToList();
        var present = room.Participants.Values.Select(participant => participant.Person.Uri).Order(StringComparer.Ordinal).ToList();
        var believing = here.Select(it => it.Person).Order(StringComparer.Ordinal).ToList();
        if (!present.SequenceEqual(believing))
        {
            return $"in {plan.Name} are {string.Join(' ', present)}, and those who believe so are {string.Join(' ', believing)}";
        }

        var people = room.Roster.Values.Select(it => it.Person.Uri).ToHashSet();
        foreach (var (person, believed) in here)
        {
            if (believed.Name != room.Room.Name)
            {
                return $"{person} believes that {room.Room.Name} is called {believed.Name}";
            }

            if (!room.IsLarge && believed.People?.SetEquals(people) is not true)
            {
                return $"in {plan.Name} are {string.Join(' ', people)}, {person} believes: {string.Join(' ', believed.People ?? ["?"])}";
            }

            if (believed.Posts is [.., var last] && last.ChatId != room.LastId)
            {
                return $"in {plan.Name} {person} heard {last.ChatId} last, not {room.LastId}";
            }
        }

        return null;
    }

    private void AssertStoredAndRecorded()
    {
        var recorded = StoredPool.ReadRecord(_server.Folder);
        TestContext.Progress.WriteLine("STAT " + string.Join(' ', recorded.GroupBy(e => e.Kind).Select(g => $"{g.Key}={g.Count()}")) + " " + string.Join(' ', recorded.Where(e => e.Kind is ComplianceEventKind.Part).GroupBy(e => e.Reason).Select(g => $"{g.Key}={g.Count()}")) + $" endpoints={_endpoints.OfType<BelievingEndpoint>().Count()} " + string.Join(' ', _rooms.Select(r => $"in={Memory.Room(r.Id)!.Participants.Count}{(Memory.Room(r.Id)!.IsLarge ? "L" : "")}")));
        var stored = StoredPool.Read(_server.Folder, recorded);
        foreach (var plan in _rooms)
        {
            var room = Memory.Room(plan.Id)!;
            var events = recorded.Where(happened => happened.Room?.Uri == UriOf(plan)).ToList();
            var joins = events.Where(happened => happened.Kind is ComplianceEventKind.Join);
            var present = joins.ExceptBy(events.Select(happened => happened.JoinId), join => join.Id).Select(join => join.Person!.Uri);
            Assert.That(present, Is.EquivalentTo(room.Roster.Values.Select(it => it.Person.Uri)));

            var said = events.Where(happened => happened.Kind is ComplianceEventKind.Chat)
                .ToDictionary(happened => happened.ChatId!.Value, happened => (happened.Person!.Uri, Text: happened.Text!));
            Assert.That(said.Keys, Is.EqualTo(Enumerable.Range(1, (int)room.LastId)));
            Assert.That(stored.LastIds[plan.Id], Is.EqualTo(room.LastId));

            var rows = stored.Posts.Where(post => post.Room == plan.Id).ToList();
            Assert.That(rows.Select(post => post.ChatId), Is.EqualTo(Enumerable.Range((int)room.FirstId, (int)(room.LastId - room.FirstId + 1))));
            var replaced = events.Where(happened => happened.Kind is ComplianceEventKind.Deletion).Select(happened => happened.ChatId).ToHashSet();
            Assert.That(
                rows.Select(post => (post.Author, post.Text)),
                Is.EqualTo(rows.Select(post => replaced.Contains(post.ChatId) ? (said[post.ChatId].Uri, Replaced) : said[post.ChatId])));

            foreach (var endpoint in _endpoints.OfType<BelievingEndpoint>())
            {
                var heard = endpoint.Belief.Rooms.GetValueOrDefault(UriOf(plan))?.Posts ?? [];
                Assert.That(heard.Select(post => (post.Author, post.Text)), Is.EqualTo(heard.Select(post => said[post.ChatId])));
            }
        }
    }
}
