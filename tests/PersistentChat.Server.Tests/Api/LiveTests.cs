using PersistentChat.Compliance.Contracts;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What a new administrator does, with people chatting meanwhile: they see it at once, and the record has it all.</summary>
internal sealed class LiveTests() : ApiFixture(("Compliance:Mode", "On"))
{
    private static readonly string[] Member = ["member"];

    private ApiClient _ada = null!;

    [SetUp]
    public async Task StartAsync() => _ada = await World.ClientAsync("ada", "administrator");

    [Test]
    public async Task Whoever_chats_sees_what_is_administered_at_once_and_the_record_says_who_did_it()
    {
        foreach (var name in new[] { "alice", "bob" })
        {
            (await _ada.PostAsync("api/people", new { uri = $"sip:{name}@example.com", settings = new { displayName = name } })).Expect(201);
        }

        await using var alice = await ChatPeer.OpenAsync(World.Server.Address, "sip:alice@example.com", _ => { });
        await using var bob = await ChatPeer.OpenAsync(World.Server.Address, "sip:bob@example.com", _ => { });
        var desks = (await _ada.PostAsync("api/categories", new { name = "Desks" })).Expect(201);
        var lobby = (await _ada.PostAsync("api/rooms", new { name = "Lobby", categoryId = desks.Id })).Expect(201);
        await MakeMembersAsync(lobby.Id, "alice", "bob");
        await HearAsync(alice, "invite");
        var sees = await World.ClientAsync("alice", "person");
        var invitations = (await sees.GetAsync("api/me/invitations")).Expect(200).Json!;
        Assert.That((string?)invitations["rooms"]!.AsArray().Single()!["settings"]!["name"], Is.EqualTo("Lobby"));
        Assert.That((await sees.GetAsync($"api/me/invitations?since={invitations["last"]}")).Json!["rooms"]!.AsArray(), Is.Empty);

        await alice.JoinAsync(lobby.Id);
        await bob.JoinAsync(lobby.Id);
        Assert.That((await bob.PostAsync(lobby.Id, "the plan is secret")).Status, Is.EqualTo(200));
        Assert.That((await bob.PostAsync(lobby.Id, "hello")).Status, Is.EqualTo(200));

        var replaced = await _ada.PostAsync($"api/rooms/{lobby.Id}/messages/replace", new { author = "sip:bob@example.com", words = "SECRET plan" });
        Assert.That((int)replaced.Expect(200).Json!["count"]!, Is.EqualTo(1));
        Assert.That((await alice.ReadHistoryAsync(lobby.Id, 9)).Select(post => post.Text), Is.EqualTo(new[]
        {
            "This message was replaced by an administrator.", "hello",
        }));

        (await _ada.PutAsync($"api/rooms/{lobby.Id}", new { name = "Hall", categoryId = desks.Id }, lobby.ETag)).Expect(200);
        await HearAsync(alice, "chanmodify");

        (await _ada.PutAsync($"api/categories/{desks.Id}", new { name = "Desks", denied = new[] { "sip:bob@example.com" } }, desks.ETag)).Expect(200);
        await HearAsync(alice, "part");
        Assert.That((await bob.PostAsync(lobby.Id, "still here?")).Status, Is.EqualTo(403));
        var why = (await _ada.GetAsync($"api/why?person=sip:bob@example.com&room={lobby.Id}&deed=Post")).Expect(200).Json!;
        Assert.That((string?)why["rule"], Is.EqualTo("CategoryDenies"));
        Assert.That((string?)why["through"]!.AsArray().Single(), Is.EqualTo("sip:bob@example.com"));

        (await _ada.PostAsync($"api/rooms/{lobby.Id}/clear", new { through = DateTime.UtcNow.ToString("yyyy-MM-dd", null) })).Expect(204);
        (await _ada.DeleteAsync($"api/rooms/{lobby.Id}")).Expect(204);
        await AssertRecordAsync();
    }

    private async Task AssertRecordAsync()
    {
        var events = await World.RecordAsync(e => e.Reason == "RoomDeleted");
        var hers = events.Where(e => e.Person?.Uri == "sip:ada@example.com").ToList();
        Assert.That(hers.Select(e => e.Reason ?? $"{e.Kind}"), Is.SupersetOf(new[]
        {
            "PersonCreated", "CategoryCreated", "RoomCreated", "RolesChanged", "Deletion", "RoomChanged", "CategoryChanged", "Purge", "RoomDeleted",
        }));
        Assert.That(Only("RoomChanged").Text, Is.EqualTo("Name: Lobby -> Hall"));
        Assert.That(Only("CategoryChanged").Text, Is.EqualTo("Denied: +sip:bob@example.com"));
        Assert.That(hers.First(e => e.Reason == "PersonCreated").Subject!.Uri, Is.EqualTo("sip:alice@example.com"));

        // What the operator did by the socket is nobody's but the machine's.
        var token = events.First(e => e.Reason == "TokenCreated");
        Assert.That((token.Person, token.Subject!.Uri), Is.EqualTo(((CompliancePerson?)null, "sip:ada@example.com")));

        ComplianceEvent Only(string reason) => hers.Single(e => e.Reason == reason);
    }

    private async Task MakeMembersAsync(Guid room, params string[] names)
    {
        var changes = names.Select(name => new { principal = TestServer.AddressOf(name), roles = Member }).ToArray();
        (await _ada.PatchAsync($"api/rooms/{room}/roles", new { changes })).Expect(200);
    }

    /// <summary>Waits for a notice; others may come before it.</summary>
    private static async Task HearAsync(ChatPeer peer, string name)
    {
        while (true)
        {
            var notice = await peer.Notices.ReadAsync(Patience.Token);
            if (notice.Id.EndsWith(name, StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
