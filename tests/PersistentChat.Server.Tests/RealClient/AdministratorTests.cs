using PersistentChat.Management;
using PersistentChat.Management.Client;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>
/// What a new administrator does, by the typed client; what comes of it is told by real clients (pidgin-sipe, unmodified) that are
/// signed in by password meanwhile.
/// </summary>
internal sealed class AdministratorTests
{
    private const string Alice = "sip:alice@example.com";
    private const string Bob = "sip:bob@example.com";
    private const string Carol = "sip:carol@example.com";
    private const string Replaced = $"{Bob}: This message was replaced by an administrator. (old)";

    private TestServer _server = null!;
    private TestServer _second = null!;
    private ManagementClient _ada = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var settings = new Dictionary<string, string> { ["Server:LoopbackAuthentication"] = "NTLM", ["Server:Web"] = "127.0.0.1:0" };
        _server = await TestServer.StartAsync(settings);
        _second = await TestServer.StartAsync(settings);
        using var machine = Operator(_server);
        await machine.People.CreateAsync(new NewPerson("sip:ada@example.com", new PersonSettings("Ada")), Patience.Token);
        var token = new NewToken("first", "sip:ada@example.com", PoolRole.Administrator, DateTimeOffset.UtcNow.AddDays(1));
        var issued = await machine.Tokens.CreateAsync(token, Patience.Token);
        _ada = ManagementClient.ByWeb(new Uri(_server.WhereIs("web")), issued.Secret);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Test]
    public async Task Whoever_has_a_real_client_sees_what_a_new_administrator_does()
    {
        foreach (var (name, password) in new[] { ("alice", "wonderland"), ("bob", "builder"), ("carol", "christmas") })
        {
            var person = new NewPerson(RealPerson.UriOf(name), new PersonSettings(name), password);
            await _ada.People.CreateAsync(person, Patience.Token);
        }

        await using var alice = await RealPerson.SignInAsync(_server.Address, "alice", "wonderland");
        await using var bob = await RealPerson.SignInAsync(_server.Address, "bob", "builder");
        await using var carol = await RealPerson.SignInAsync(_server.Address, "carol", "christmas");
        var desks = await _ada.Categories.CreateAsync(new CategorySettings("Desks"), Patience.Token);
        var lobby = await _ada.Rooms.CreateAsync(new RoomSettings("Lobby", desks.Id, Privacy: RoomPrivacy.Secret), Patience.Token);
        var room = $"ma-chan://example.com/{lobby.Id}";

        await InviteAsync(lobby.Id, alice, bob, carol);
        await TalkAsync(room, alice, bob, carol);
        await DenyBobAsync(desks.Id, room, alice, bob, carol);
        await AssertWhyAsync(_ada, lobby.Id);

        var wanted = new ReplaceMessages(Author: Bob, Words: "secret");
        Assert.That((await _ada.Rooms.ReplaceMessagesAsync(lobby.Id, wanted, Patience.Token)).Count, Is.EqualTo(1));
        await carol.PartAsync(room);
        await carol.JoinAsync(room);
        await AssertHistoryAsync(carol);
        foreach (var person in new[] { alice, bob, carol })
        {
            await person.QuitAsync();
        }

        await MoveOnAsync(lobby.Id, room);
    }

    private async Task InviteAsync(Guid lobby, params RealPerson[] people)
    {
        foreach (var person in people)
        {
            Assert.That(await person.ListRoomsAsync(), Is.Empty, "a secret room is nobody's business");
            await person.TraceAsync(on: true);
        }

        var members = people.Select(it => new RoleEntry(it.Uri, [RoomRole.Member])).ToList();
        var results = (await _ada.Rooms.ChangeRolesAsync(lobby, new RoleChanges(members), Patience.Token)).Results;
        Assert.That(results.Select(it => it.Refused), Is.All.Null);

        // COMPAT(pidgin-sipe): it has no window for invitations. That it took one shows in its trace, and then in its list of rooms.
        foreach (var person in people)
        {
            Assert.That(await person.SeeWireAsync("ntc:invite"), Does.Contain($"{lobby}").And.Contain("Lobby"));
            await person.SeeWireAsync("\"dir\":\"out\",\"text\":\"SIP/2.0 200 OK");
            await person.TraceAsync(on: false);
            Assert.That(await person.ListRoomsAsync(), Is.EqualTo(new[] { "Lobby" }));
        }
    }

    private static async Task TalkAsync(string room, RealPerson alice, RealPerson bob, RealPerson carol)
    {
        RealPerson[] all = [alice, bob, carol];
        foreach (var person in all)
        {
            await person.JoinAsync(room);
        }

        await bob.PostAsync(room, "the plan is secret");
        await AssertReadAsync($"{Bob}: the plan is secret", all);
        await alice.PostAsync(room, "hello, bob");
        await AssertReadAsync($"{Alice}: hello, bob", all);
    }

    private async Task DenyBobAsync(Guid desks, string room, RealPerson alice, RealPerson bob, RealPerson carol)
    {
        var seen = await _ada.Categories.GetAsync(desks, Patience.Token);
        await _ada.Categories.ChangeAsync(desks, seen.Now.Settings with { Denied = [Bob] }, seen.Tag, Patience.Token);
        Assert.That(await alice.SeeLeaveAsync(), Is.EqualTo(Bob));
        Assert.That(await carol.SeeLeaveAsync(), Is.EqualTo(Bob));

        await bob.PostAsync(room, "still here?");
        Assert.That(await bob.ReadFailureAsync(), Does.Contain("not delivered").And.Contain("still here?"));
        Assert.That(await bob.ListRoomsAsync(), Is.Empty);

        await carol.PostAsync(room, "among ourselves");
        await AssertReadAsync($"{Carol}: among ourselves", alice, carol);
    }

    private static async Task AssertWhyAsync(ManagementClient administrator, Guid lobby)
    {
        var bobs = await administrator.Access.WhyAsync(Bob, lobby, Deed.Post, Patience.Token);
        Assert.That((bobs.Allowed, bobs.Rule, bobs.Through.Single()), Is.EqualTo((false, "CategoryDenies", Bob)));
        Assert.That((await administrator.Access.WhyAsync(Alice, lobby, Deed.Post, Patience.Token)).Allowed, Is.True);
    }

    /// <summary>The second server has everything but the passwords, and people go on there.</summary>
    private async Task MoveOnAsync(Guid lobby, string room)
    {
        using var zip = new MemoryStream();
        await _ada.Transfer.ExportAsync(ExportLevel.All, zip, _ => { }, Patience.Token);
        using var machine = Operator(_second);
        zip.Position = 0;
        var report = await machine.Transfer.ImportAsync(zip, dryRun: false, Patience.Token);
        Assert.That(report.BrokenOff, Is.Null);

        // Bob is still listed in the room he is denied, and nobody is put on a list against the category.
        Assert.That(report.Counts, Is.EqualTo(new ImportCount[]
        {
            new("Person", 4, 0, 0), new("Category", 1, 0, 0), new("Room", 1, 0, 1), new("Messages", 1, 0, 0),
        }));
        Assert.That(report.Problems.Single().Refused, Does.EndWith("not-allowed-by-category"));
        await foreach (var person in machine.People.FindAsync(text: null, enabled: true, Patience.Token))
        {
            await machine.People.SetPasswordAsync(person.Id, new NewPassword("another"), Patience.Token);
        }

        await using var alice = await RealPerson.SignInAsync(_second.Address, "alice", "another");
        await using var bob = await RealPerson.SignInAsync(_second.Address, "bob", "another");
        Assert.That(await alice.ListRoomsAsync(), Is.EqualTo(new[] { "Lobby" }));
        await alice.JoinAsync(room);
        await AssertHistoryAsync(alice);
        await alice.PostAsync(room, "and on");
        await AssertReadAsync($"{Alice}: and on", alice);
        Assert.That(await bob.AskToJoinAsync(room), Is.EqualTo(404));
        await AssertWhyAsync(machine, lobby);
        await alice.QuitAsync();
        await bob.QuitAsync();
    }

    private static async Task AssertHistoryAsync(RealPerson person)
    {
        foreach (var message in new[] { Replaced, $"{Alice}: hello, bob (old)", $"{Carol}: among ourselves (old)" })
        {
            await AssertReadAsync(message, person);
        }
    }

    private static async Task AssertReadAsync(string message, params RealPerson[] people)
    {
        foreach (var person in people)
        {
            Assert.That(await person.ReadAsync(), Is.EqualTo(message), person.Uri);
        }
    }

    private static ManagementClient Operator(TestServer server) =>
        ManagementClient.BySocket(Path.Combine(server.Folder, "admin.sock"));
}
