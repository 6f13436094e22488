using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Compliance;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What an administrator sees of what passes between somebody and the server, and what nobody sees.</summary>
internal sealed class TraceTests
{
    private const string Marker = "marzipan";

    private ApiWorld _world = null!;
    private Guid _room;

    [SetUp]
    public Task SetUpAsync() => StartAsync();

    [TearDown]
    public Task StopAsync() => _world.DisposeAsync().AsTask();

    [Test]
    public async Task One_persons_messages_are_seen_and_nobody_elses_and_not_what_is_said()
    {
        var trace = await BeginAsync(new { person = "sip:Alice@example.com" });
        await ChatAsync();
        var texts = await TextsAsync(trace);
        Assert.That(texts[0], Does.StartWith("REGISTER ").And.Contain("alice"));
        Assert.That(texts, Has.Some.Contain("rpl:bjoin").And.Some.StartWith("SIP/2.0 200 OK").And.Some.Contain("<chat>(8 characters)</chat>"));
        Assert.That(texts, Has.None.Contain(Marker).And.None.Contain("From: <sip:bob@"));

        var ladder = await LadderAsync(trace);
        Assert.That(ladder, Does.Match(@"(?s)^connection \S+, 127\.0\.0\.1:\d+\n\d\d:\d\d:\d\d\.\d{3}     1  \|-- REGISTER 1 -+>\|\n.* \|<-+ 200 OK \(REGISTER 1\) --\|\n"));
        Assert.That(ladder, Does.Match(@"\|-- INFO \d+: grpchat -+>\|").And.Match(@"\|<-+ INFO \d+: grpchat --\|").And.Match(@"\|-- BYE|INFO \d+: rpl:bjoin"));
        Assert.That(ladder, Does.Not.Contain(Marker));
    }

    [Test]
    public async Task What_is_said_is_seen_by_whoever_asks_for_it_and_the_archive_says_so()
    {
        await StopAsync();
        await StartAsync(("Compliance:Mode", "On"));
        var ada = await _world.ClientAsync("ada", "administrator");
        var trace = (await ada.PostAsync("api/traces", new { person = "sip:alice@example.com", withText = true })).Expect(201);
        await ChatAsync();
        Assert.That(await TextsAsync(trace.Id), Has.Some.Contain($"<chat>{Marker}</chat>"));

        IReadOnlyList<ComplianceEvent> noted = [];
        await RelayWorld.UntilAsync(() =>
        {
            noted = [.. StoredPool.ReadRecord(_world.Server.Folder).Where(it => it.Kind is ComplianceEventKind.OfficerAccess)];
            return noted.Count > 0;
        });
        Assert.That(noted.Single(), Has.Property("Reason").EqualTo("TraceStarted"));
        Assert.That(noted.Single().Person!.Uri, Is.EqualTo("sip:ada@example.com"));
        Assert.That(noted.Single().Text, Does.Contain("sip:alice@example.com").And.Contain("with what is said"));
    }

    [Test]
    public async Task One_connections_messages_are_seen_by_its_id()
    {
        await using var alice = await ChatPeer.OpenAsync(_world.Server.Address, "sip:alice@example.com", _ => { });
        var first = await BeginAsync(new { person = "sip:alice@example.com" });
        await alice.JoinAsync(_room);
        var connection = (string)(await _world.Operator.GetAsync($"api/traces/{first}/messages")).Expect(200).Items[0]!["connectionId"]!;

        var second = await BeginAsync(new { connectionId = connection });
        await ChatAsync();
        Assert.That((await alice.PostAsync(_room, Marker)).Status, Is.EqualTo(200));
        var messages = (await _world.Operator.GetAsync($"api/traces/{second}/messages")).Expect(200).Items;
        Assert.That(messages.Select(it => (string?)it!["connectionId"]), Is.Not.Empty.And.All.EqualTo(connection));
    }

    [Test]
    public async Task It_ends_with_its_bound_and_pages_are_read_in_order()
    {
        var trace = await BeginAsync(new { person = "sip:alice@example.com", messages = 3 });
        await ChatAsync();
        var details = (await _world.Operator.GetAsync($"api/traces/{trace}")).Expect(200).Json!;
        Assert.That(((string?)details["state"], (int)details["messages"]!), Is.EqualTo(("Full", 3)));

        var one = (await _world.Operator.GetAsync($"api/traces/{trace}/messages?limit=2")).Expect(200);
        var two = (await _world.Operator.GetAsync($"api/traces/{trace}/messages?limit=2&cursor={one.Next}")).Expect(200);
        Assert.That(one.Items.Concat(two.Items).Select(it => (int)it!["number"]!), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(two.Next, Is.Null);
    }

    [Test]
    public async Task There_are_not_more_than_can_be_and_what_is_deleted_makes_room()
    {
        var all = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            all.Add(await BeginAsync(new { person = $"sip:p{i}@example.com" }));
        }

        (await _world.Operator.PostAsync("api/traces", new { person = "sip:alice@example.com" })).Expect(409, "limit-reached");
        (await _world.Operator.DeleteAsync($"api/traces/{all[0]}")).Expect(204);
        (await _world.Operator.DeleteAsync($"api/traces/{all[0]}")).Expect(404, "no-such-trace");
        (await _world.Operator.GetAsync($"api/traces/{all[0]}/messages")).Expect(404, "no-such-trace");
        await BeginAsync(new { person = "sip:alice@example.com" });
        Assert.That((await _world.Operator.GetAsync("api/traces")).Expect(200).Items, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task What_cannot_be_traced_is_refused_field_by_field()
    {
        (await _world.Operator.PostAsync("api/traces", new { })).ExpectInvalid("person");
        (await _world.Operator.PostAsync("api/traces", new { person = "sip:a@b", connectionId = "c" })).ExpectInvalid("person");
        (await _world.Operator.PostAsync("api/traces", new { person = "alice" })).ExpectInvalid("person");
        (await _world.Operator.PostAsync("api/traces", new { connectionId = "c", minutes = 0, messages = 5001 })).ExpectInvalid("minutes", "messages");
    }

    private async Task StartAsync(params (string Name, string Value)[] settings)
    {
        _world = await ApiWorld.StartAsync(settings);
        await _world.Server.MakePersonAsync("alice");
        await _world.Server.MakePersonAsync("bob");
        var plan = new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open);
        _room = (await _world.Server.MakeRoomAsync(plan, keepsHistory: true, new Dictionary<string, RoomRoles>())).Id;
    }

    private async Task<Guid> BeginAsync(object wanted) => (await _world.Operator.PostAsync("api/traces", wanted)).Expect(201).Id;

    /// <summary>Both sign in and join, alice posts, and both hear it.</summary>
    private async Task ChatAsync()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bob = await ChatPeer.OpenAsync(_world.Server.Address, "sip:bob@example.com", _ => { });
        await using var alice = await ChatPeer.OpenAsync(_world.Server.Address, "sip:alice@example.com", _ => heard.TrySetResult());
        await bob.JoinAsync(_room);
        await alice.JoinAsync(_room);
        Assert.That((await alice.PostAsync(_room, Marker)).Status, Is.EqualTo(200));
        await heard.Task.WaitAsync(Patience.Limit);
    }

    private async Task<IReadOnlyList<string>> TextsAsync(Guid trace) =>
        [.. (await _world.Operator.GetAsync($"api/traces/{trace}/messages?limit=1000")).Expect(200).Items.Select(it => (string)it!["text"]!)];

    private async Task<string> LadderAsync(Guid trace) => await _world.Operator.GetTextAsync($"api/traces/{trace}/ladder");
}
