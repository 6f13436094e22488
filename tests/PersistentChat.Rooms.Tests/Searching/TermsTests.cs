using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Searching;

/// <summary>Terms and texts stay together, whatever happens to the texts.</summary>
[EveryEngine]
public sealed class TermsTests
{
    [Test]
    public async Task What_loses_its_terms_or_its_row_is_not_in_the_index_any_more()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomSayingAsync("Lobby", ann, "tea one", "tea two", "tea three");
        await using (var db = pool.Read())
        {
            await db.Messages.Where(m => m.ChatId == 1).ExecuteDeleteAsync();
            await db.Messages.Where(m => m.ChatId == 2)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, (string?)null).SetProperty(m => m.Terms, (string?)null));
            await db.Messages.Where(m => m.ChatId == 3)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "milk").SetProperty(m => m.Terms, "milk"));
        }

        await AssertIndexedAsync(pool, room, ("tea", 0), ("one", 0), ("two", 0), ("three", 0), ("milk", 1));
        var found = await pool.SearchAsync(ann, new HistoryQuery { RoomIds = [room.Id], Text = "milk tea" });
        Assert.That(found.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(new[] { 3 }));
    }

    private static async Task AssertIndexedAsync(TestPool pool, Room room, params (string Term, int Count)[] expected)
    {
        await using var db = pool.Read();
        foreach (var (term, count) in expected)
        {
            var search = new TermSearch(new HistoryWindow(room.Id, 1, 100), [new HashSet<string> { term }], Backwards: false, Most: 100);
            var found = await pool.Engine.FindAsync(db, search, CancellationToken.None);
            Assert.That(found, Has.Count.EqualTo(count), term);
        }
    }
}
