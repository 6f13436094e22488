using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Seeding;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Hosting;

/// <summary>What a seed file makes of a pool, and what it says of what it cannot make.</summary>
internal sealed class SeedTests
{
    private const string Whole = """
        {
          "enablePersistentChat": false,
          "people": [
            { "uri": "sip:ann@example.com", "displayName": "Ann", "enablePersistentChat": true },
            { "uri": "sip:bob@example.org", "displayName": "Bob" },
            { "uri": "sip:cem@example.com", "displayName": "Cem" }
          ],
          "domains": [ { "name": "example.org", "enablePersistentChat": true } ],
          "groups": [
            { "name": "House", "members": [ "group:Desk", "domain:example.org" ] },
            { "name": "Desk", "members": [ "sip:ann@example.com" ] }
          ],
          "addIns": [ { "name": "Ticker", "url": "https://example.com/ticker" } ],
          "categories": [
            { "name": "Walled", "allowed": [ "everybody" ], "denied": [ "sip:cem@example.com" ], "creators": [ "group:House" ] }
          ],
          "rooms": [
            {
              "name": "Pit", "category": "Walled", "members": [ "group:House" ], "managers": [ "sip:ann@example.com" ],
              "disabled": true, "invitationsOff": true, "addIn": "Ticker"
            }
          ]
        }
        """;

    [Test]
    public async Task A_seed_file_makes_groups_lists_and_policies_and_changes_nothing_the_second_time()
    {
        await using var server = await TestServer.StartAsync();
        await ApplyAsync(server, Whole);
        var pool = server.Journal.Committed;
        await ApplyAsync(server, Whole);
        Assert.That(server.Journal.Committed, Is.EqualTo(pool));

        var (ann, bob, cem) = (
            pool.Person("sip:ann@example.com")!, pool.Person("sip:bob@example.org")!, pool.Person("sip:cem@example.com")!);
        Assert.That(new[] { ann, bob, cem }.Select(pool.MayUseChat), Is.EqualTo(new[] { true, true, false }));
        var room = pool.Room(pool.RoomIdsByName["Pit"])!;
        Assert.That((room.Room.Disabled, room.Room.InvitationsOff, room.AddIn!.Name), Is.EqualTo((true, true, "Ticker")));
        Assert.That(room.RolesOf(pool.Affiliations.Of(ann)), Is.EqualTo(RoomRoles.Member | RoomRoles.Manager));
        Assert.That(room.RolesOf(pool.Affiliations.Of(bob)), Is.EqualTo(RoomRoles.Member));
        Assert.That(room.Category.Denied, Is.EqualTo(PrincipalSet.Of(cem.Id)));
        Assert.That(RoomAccess.MayCreateIn(room.Category, mayUseChat: true, pool.Affiliations.Of(bob)), Is.Null);
    }

    [TestCase("""{ "groups": [ { "name": "G", "members": [ "sip:nobody@example.com" ] } ] }""",
        "Group \"G\": there is no person sip:nobody@example.com.")]
    [TestCase("""{ "categories": [ { "name": "C", "denied": [ "group:G" ] } ] }""", "Category \"C\": there is no group \"G\".")]
    [TestCase("""{ "categories": [ { "name": "C", "allowed": [ "domain:example.org" ] } ] }""",
        "Category \"C\": there is no domain \"example.org\".")]
    [TestCase("""{ "categories": [ { "name": "C" } ], "rooms": [ { "name": "R", "category": "C", "addIn": "A" } ] }""",
        "Room \"R\": there is no add-in \"A\".")]
    [TestCase("""{ "domains": [ { "name": "Not A Domain" } ] }""",
        "Seed, Not A Domain: A domain is named like it is in addresses, in lower case, and lists nobody.")]
    public async Task What_cannot_be_is_said_with_where_it_stands(string json, string message)
    {
        await using var server = await TestServer.StartAsync();
        var refused = Assert.ThrowsAsync<InvalidDataException>(() => ApplyAsync(server, json))!;
        Assert.That(refused.Message, Is.EqualTo(message));
    }

    private static async Task ApplyAsync(TestServer server, string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, json);
            var line = new CommandLine(Demo: false, new FileInfo(file), new Dictionary<string, string?>());
            var seeder = ActivatorUtilities.CreateInstance<Seeder>(server.Services, line);
            await seeder.ApplyAsync(CancellationToken.None);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
