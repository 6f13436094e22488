using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>
/// Random sequences of what people and administrators do, against the real server. At the end what every endpoint believes,
/// which is made from nothing but what it was sent, is what the server has in memory, what is stored and what was recorded.
/// </summary>
internal sealed class BeliefTests
{
    // With three the limit, a room with all four is large (nobody is told who comes and goes) until there are two.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Compliance:Mode"] = "On",
        ["Rooms:ParticipantUpdateLimit"] = "3",
    };

    private TestServer _server = null!;
    private RandomLife _life = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(Settings);
        _life = await RandomLife.BeginAsync(_server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _life.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task What_clients_were_told_is_what_is_true([Range(1, 4)] int seed)
    {
        await _life.LiveAsync(seed, AssertBelievedAsync);
        await Eventually.HoldsAsync(() => Task.FromResult(StoredPool.IsAllRecorded(_server.Folder)), () => "not all is recorded");
        AssertStoredAndRecorded();
    }

    private async Task AssertBelievedAsync()
    {
        string? difference = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                // The server finds out about a lost connection a moment later, and then tells the others.
                await _server.SettleAsync();
                await Task.WhenAll(_life.Endpoints.Select(endpoint => endpoint.SettleAsync()));
                difference = _life.Rooms.Select(DifferenceIn).FirstOrDefault(it => it is not null);
                return difference is null;
            },
            () => difference ?? "");
    }

    private string? DifferenceIn(Room plan)
    {
        var room = _server.Journal.Committed.Room(plan.Id)!;
        var here = _life.Endpoints
            .Where(endpoint => endpoint.Belief.Rooms.ContainsKey(RandomLife.UriOf(plan)))
            .Select(endpoint => (endpoint.Person, Room: endpoint.Belief.Rooms[RandomLife.UriOf(plan)]))
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
        var stored = StoredPool.Read(_server.Folder, recorded);
        foreach (var plan in _life.Rooms)
        {
            var room = _server.Journal.Committed.Room(plan.Id)!;
            var events = recorded.Where(happened => happened.Room?.Uri == RandomLife.UriOf(plan)).ToList();
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
                Is.EqualTo(rows.Select(post => replaced.Contains(post.ChatId) ? (said[post.ChatId].Uri, RandomLife.Replaced) : said[post.ChatId])));

            foreach (var endpoint in _life.Endpoints)
            {
                var heard = endpoint.Belief.Rooms.GetValueOrDefault(RandomLife.UriOf(plan))?.Posts ?? [];
                Assert.That(heard.Select(post => (post.Author, post.Text)), Is.EqualTo(heard.Select(post => said[post.ChatId])));
            }
        }
    }
}
