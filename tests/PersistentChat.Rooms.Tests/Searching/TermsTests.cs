using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Searching;

/// <summary>Terms and texts stay together, whatever happens to the texts.</summary>
public sealed class TermsTests
{
    [Test]
    public async Task A_database_from_before_the_index_is_searched_after_its_upgrade()
    {
        await using var pool = TestPool.Create();
        var (ann, room) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var db = pool.Read())
        {
            await db.GetService<IMigrator>().MigrateAsync("Present");
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO Categories (Id, Name, NameKey, Description, KeepsHistory, AllowsFiles, SendsInvitations)
                VALUES ({room}, 'Old', 'OLD', '', 1, 1, 1);
                INSERT INTO Rooms (Id, CategoryId, Name, NameKey, Description, Type, Privacy, Disabled, InvitationsOff, FirstChatId, LastChatId, LastAt)
                VALUES ({room}, {room}, 'Old', 'OLD', '', 4, 6, 0, 0, 1, 3, 0);
                INSERT INTO People (Id, Uri, DisplayName, Enabled) VALUES ({ann}, 'sip:ann@example.com', 'ann', 1);
                INSERT INTO Messages (RoomId, ChatId, AuthorId, At, Alert, State, Text)
                VALUES ({room}, 1, {ann}, 0, 0, 0, 'Tea first'), ({room}, 2, {ann}, 0, 0, 2, NULL), ({room}, 3, {ann}, 0, 0, 0, '茶 later');
                INSERT INTO Writer (Id, DatabaseId, Holder, HolderName, LeaseUntil, Batch, Epoch, EventNumber)
                VALUES (1, {room}, {room}, '', 0, 1, 1, 0);
                """);
        }

        await pool.Journal.StartAsync(CancellationToken.None);
        var person = pool.Committed.Person(ann)!;
        var found = await pool.SearchAsync(person, new HistoryQuery { RoomIds = [room], Text = "tea 茶" });
        Assert.That(found.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(new[] { 1, 3 }));
        await AssertConsistentAsync(pool);
    }

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

        await AssertIndexedAsync(pool, ("tea", 0), ("one", 0), ("two", 0), ("three", 0), ("milk", 1));
        var found = await pool.SearchAsync(ann, new HistoryQuery { RoomIds = [room.Id], Text = "milk tea" });
        Assert.That(found.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(new[] { 3 }));
    }

    /// <summary>Every message has the terms of its text, and none without a text has any.</summary>
    internal static async Task AssertConsistentAsync(TestPool pool)
    {
        await using var db = pool.Read();
        var messages = await db.Messages.Select(m => new { m.ChatId, m.Text, m.Terms }).ToListAsync();
        Assert.That(
            messages.Select(m => (m.ChatId, m.Terms)),
            Is.EqualTo(messages.Select(m => (m.ChatId, m.Text is null ? null : SearchText.TermsOf(m.Text)))));
    }

    private static async Task AssertIndexedAsync(TestPool pool, params (string Term, int Count)[] expected)
    {
        await using var db = pool.Read();
        foreach (var (term, count) in expected)
        {
            var rows = await db.Database
                .SqlQuery<int>($"SELECT count(*) AS Value FROM MessageTerms WHERE MessageTerms MATCH {term}").SingleAsync();
            Assert.That(rows, Is.EqualTo(count), term);
        }
    }
}
