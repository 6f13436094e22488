using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PersistentChat.Migrations.Sqlite;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>
/// A database of every earlier schema, with data in it, becomes one of now and keeps them. What each schema brought is
/// written down here as that server would have stored it; a new migration adds a line for the one before it. The other
/// engines only had tables and columns added to their first schema.
/// </summary>
public sealed class UpgradeTests
{
    private const string Ann = "11111111-1111-1111-1111-111111111111";
    private const string Desk = "22222222-2222-2222-2222-222222222222";
    private const string Category = "33333333-3333-3333-3333-333333333333";
    private const string Database = "44444444-4444-4444-4444-444444444444";

    private static readonly Dictionary<string, string> Stored = new()
    {
        ["Initial"] =
            $"""
            INSERT INTO Categories VALUES ('{Category}', 'Desks', 'DESKS', '', 1, 1, 1);
            INSERT INTO People (Id, Uri, DisplayName, Enabled) VALUES ('{Ann}', 'sip:ann@example.com', 'Ann', 1);
            INSERT INTO Rooms VALUES ('{Desk}', '{Category}', 'Desk', 'DESK', '', 4, 3, 0, 0, 2, 4, 100);
            INSERT INTO Roles VALUES ('{Desk}', '{Ann}', 5);
            INSERT INTO Messages VALUES ('{Desk}', 2, '{Ann}', 50, 0, 0, 'tea with milk', NULL, 'a');
            INSERT INTO Messages VALUES ('{Desk}', 3, '{Ann}', 60, 0, 1, NULL, NULL, NULL);
            INSERT INTO Messages VALUES ('{Desk}', 4, '{Ann}', 100, 1, 0, 'coffee', NULL, NULL);
            INSERT INTO Outbox VALUES (1, 7, x'7B7D');
            INSERT INTO Writer VALUES (1, '{Database}', '{Ann}', 'the old one', 0, 9, 1, 7);
            """,
        ["Roaming"] =
            $"""
            INSERT INTO ContactLists VALUES ('{Ann}', 3, 2);
            INSERT INTO Contacts VALUES ('{Ann}', 'bob@example.com', 'Bob', '1', 1, '');
            INSERT INTO Containers VALUES ('{Ann}', '32000', 1);
            INSERT INTO ContainerMembers VALUES ('{Ann}', '32000', 'user', 'bob@example.com');
            INSERT INTO Publications VALUES ('{Ann}', 'roomSetting', '1', '1', 4, 0, 100, NULL, '<room/>');
            INSERT INTO Subscribers VALUES ('{Ann}', 'bob@example.com', 1);
            """,
        ["Present"] = $"INSERT INTO Present VALUES ('{Desk}', '55555555-5555-5555-5555-555555555555', '{Ann}');",
        ["Search"] = "UPDATE Messages SET Terms = 'coffee' WHERE ChatId = 4;",
        ["Rules"] =
            "INSERT INTO AddIns (Id, Name, NameKey, Url) VALUES ('66666666-6666-6666-6666-666666666666', 'Page', 'PAGE', 'https://example.com/');",
        ["Tokens"] = $"INSERT INTO Tokens VALUES ('77777777-7777-7777-7777-777777777777', 't', 'T', '{Ann}', 1, '{new string('h', 44)}', 1, 2, NULL);",
    };

    public static IEnumerable<string> Earlier()
    {
        using var db = new DesignTimeFactory().CreateDbContext([]);
        return [.. db.Database.GetMigrations().SkipLast(1).Select(migration => migration[(migration.IndexOf('_') + 1)..])];
    }

    [Test]
    public void What_every_earlier_schema_stored_is_known() => Assert.That(Stored.Keys, Is.EqualTo(Earlier()));

    [TestCaseSource(nameof(Earlier))]
    public async Task A_database_of_an_earlier_schema_is_taken_with_all_that_is_in_it(string last)
    {
        using var folder = new TempFolder();
        await using (var old = TestPool.Create(folder.Path))
        {
            await using var db = old.Read();
            foreach (var migration in Earlier().TakeWhile(it => it != last).Append(last))
            {
                await db.GetService<IMigrator>().MigrateAsync(migration);
                await db.Database.ExecuteSqlRawAsync(Stored[migration]);
            }
        }

        await using var pool = await TestPool.StartAsync(folder.Path);
        var (ann, room) = (pool.Committed.Person("sip:ann@example.com")!, pool.Committed.Rooms.Values.Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pool.Committed.DatabaseId, Is.EqualTo(new Guid(Database)));
            Assert.That(room.Room, Is.EqualTo(new Room(new Guid(Desk), new Guid(Category), "Desk")));
            Assert.That(room.RolesOf(ann.Id), Is.EqualTo(RoomRoles.Member | RoomRoles.Presenter));
            Assert.That((room.FirstId, room.LastId, room.Category.Allowed), Is.EqualTo((2, 4, PrincipalSet.Everybody)));
            var history = await pool.History.ReadRecentAsync(ann, room.Id, null, CancellationToken.None);
            Assert.That(history.Value.Select(m => (m.ChatId, m.Text)), Is.EqualTo(new[] { (2, "tea with milk"), (4, "coffee") }));
            foreach (var (word, id) in new[] { ("milk", 2), ("COFFEE", 4) })
            {
                var found = await pool.SearchAsync(ann, new HistoryQuery { RoomIds = [room.Id], Text = word });
                Assert.That(found.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(new[] { id }));
            }
        }

        Assert.That(pool.Committed.AddIns.Values.Select(addIn => addIn.Name), Is.EqualTo(last is "Rules" or "Tokens" ? new[] { "Page" } : []));
        Assert.That(pool.Committed.Tokens.Values.Select(token => token.Name), Is.EqualTo(last is "Tokens" ? new[] { "t" } : []));
        await pool.JoinAsync(ann, room.Room);
        await using var now = pool.Read();
        Assert.That(await now.Outbox.Select(row => row.Number).ToListAsync(), Is.EqualTo(new[] { 7 }), "what the archive is owed");
        if (last is not "Initial")
        {
            var roaming = pool.Committed.Roaming(ann.Id);
            Assert.That(
                (roaming.Contacts.Delta, roaming.Contacts.Contacts.Count, roaming.Publications.Count, roaming.Containers.Count, roaming.Subscribers.Count),
                Is.EqualTo((3, 1, 1, 1, 1)));
        }
    }
}
