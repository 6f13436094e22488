using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>
/// A database of every earlier schema, with data in it (<see cref="EarlierSchemas"/>), becomes one of now and keeps them.
/// </summary>
[EveryEngine]
public sealed class UpgradeTests
{
    private static IReadOnlyDictionary<string, string> Stored => EarlierSchemas.Of(EveryEngineAttribute.Current);

    [Test]
    public async Task What_every_earlier_schema_stored_is_known()
    {
        await using var pool = TestPool.Create();
        await using var db = pool.Read();
        var earlier = db.Database.GetMigrations().SkipLast(1).Select(migration => migration[(migration.IndexOf('_') + 1)..]);
        Assert.That(Stored.Keys, Is.EqualTo(earlier));
    }

    [Test]
    public async Task A_database_of_an_earlier_schema_is_taken_with_all_that_is_in_it()
    {
        for (var schemas = 1; schemas <= Stored.Count; schemas++)
        {
            await TakeAsync([.. Stored.Take(schemas)]);
        }
    }

    private static async Task TakeAsync(KeyValuePair<string, string>[] schemas)
    {
        using var folder = new TempFolder();
        await using (var old = TestPool.CreateEmpty(folder.Path))
        {
            await using var db = old.Read();
            foreach (var (migration, sql) in schemas)
            {
                await db.GetService<IMigrator>().MigrateAsync(migration);
                await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            }
        }

        var last = schemas[^1].Key;
        bool Holds(string table) => schemas.Any(schema => schema.Value.Contains(table, StringComparison.Ordinal));
        await using var pool = await TestPool.StartAsync(folder.Path);
        var (ann, room) = (pool.Committed.Person("sip:ann@example.com")!, pool.Committed.Rooms.Values.Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pool.Committed.DatabaseId, Is.EqualTo(new Guid(EarlierSchemas.Database)));
            Assert.That(room.Room, Is.EqualTo(new Room(new Guid(EarlierSchemas.Desk), new Guid(EarlierSchemas.Category), "Desk")));
            Assert.That(room.RolesOf(ann.Id), Is.EqualTo(RoomRoles.Member | RoomRoles.Presenter));
            Assert.That((room.FirstId, room.LastId, room.Category.Allowed), Is.EqualTo((2, 4, PrincipalSet.Everybody)));
            var history = await pool.History.ReadRecentAsync(ann, room.Id, null, CancellationToken.None);
            Assert.That(history.Value.Select(m => (m.ChatId, m.Text)), Is.EqualTo(new[] { (2, "tea with milk 茶"), (4, "coffee") }));
            foreach (var (word, id) in new[] { ("milk", 2), ("茶", 2), ("COFFEE", 4) })
            {
                var found = await pool.SearchAsync(ann, new HistoryQuery { RoomIds = [room.Id], Text = word });
                Assert.That(found.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(new[] { id }), last);
            }
        }

        await AssertTermsAsync(pool);
        Assert.That(pool.Committed.AddIns.Values.Select(addIn => addIn.Name), Is.EqualTo(Holds("AddIns") ? new[] { "Page" } : []), last);
        Assert.That(pool.Committed.Tokens.Values.Select(token => token.Name), Is.EqualTo(Holds("Tokens") ? new[] { "T" } : []), last);
        await pool.JoinAsync(ann, room.Room);
        await using var now = pool.Read();
        Assert.That(await now.Outbox.Select(row => row.Number).ToListAsync(), Is.EqualTo(new[] { 7 }), "what the archive is owed");
        if (Holds("ContactLists"))
        {
            var roaming = pool.Committed.Roaming(ann.Id);
            Assert.That(
                (roaming.Contacts.Delta, roaming.Contacts.Contacts.Count, roaming.Publications.Count, roaming.Containers.Count, roaming.Subscribers.Count),
                Is.EqualTo((3, 1, 1, 1, 1)));
        }
    }

    /// <summary>Every message has the terms of its text, and none without a text has any.</summary>
    private static async Task AssertTermsAsync(TestPool pool)
    {
        await using var db = pool.Read();
        var messages = await db.Messages.Select(m => new { m.ChatId, m.Text, m.Terms }).ToListAsync();
        Assert.That(
            messages.Select(m => (m.ChatId, m.Terms)),
            Is.EqualTo(messages.Select(m => (m.ChatId, m.Text is null ? null : SearchText.TermsOf(m.Text)))));
    }
}
