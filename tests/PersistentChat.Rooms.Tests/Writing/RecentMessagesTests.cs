using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>The last messages of a room are read from the database once, and are never others than those that are there.</summary>
public sealed class RecentMessagesTests
{
    [Test]
    public async Task What_was_read_is_not_read_again_and_new_messages_are_read_on()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        var dialog = await pool.JoinAsync(ann, room);
        await PostAsync(pool, ann, dialog, room, "one", "two");
        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "1 one", "2 two" }));

        await SpoilAsync(pool);
        await PostAsync(pool, ann, dialog, room, "three");
        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "1 one", "2 two", "3 three" }));
        Assert.That(await ReadAsync(pool, ann, room, 2), Is.EqualTo(new[] { "2 two", "3 three" }));
        Assert.That(await ReadAsync(pool, ann, room, 31), Is.EqualTo(new[] { "1 spoilt", "2 spoilt", "3 three" }), "more than were kept");
    }

    [Test]
    public async Task With_no_memory_for_it_everything_is_read_every_time()
    {
        await using var pool = await TestPool.StartAsync(null, ("Rooms:RecentCharacters", "0"));
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        await PostAsync(pool, ann, await pool.JoinAsync(ann, room), room, "one");
        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "1 one" }));
        await SpoilAsync(pool);
        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "1 spoilt" }));
    }

    [Test]
    public async Task An_author_who_is_renamed_has_the_new_name_on_what_was_read_before()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        await PostAsync(pool, ann, await pool.JoinAsync(ann, room), room, "one");
        await ReadAsync(pool, ann, room);
        await pool.DoAsync(new ChangePerson(ann with { DisplayName = "Ann Other" }));
        var read = await pool.History.ReadRecentAsync(ann, room.Id, null, CancellationToken.None);
        Assert.That(read.Value.Single().Author.DisplayName, Is.EqualTo("Ann Other"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Whatever_happens_in_between_what_is_read_is_what_is_stored(int seed)
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        var dialog = await pool.JoinAsync(ann, room);
        var chance = new Random(seed);
        for (var step = 0; step < 80; step++)
        {
            var last = pool.Committed.Room(room.Id)!.LastId;
            var first = pool.Committed.Room(room.Id)!.FirstId;
            switch (chance.Next(8))
            {
                case 0 when last >= first:
                    await pool.DoAsync(new ReplaceMessages(room.Id, [chance.NextInt64(first, last + 1)], $"replaced in step {step}"));
                    break;
                case 1 when last >= first:
                    await pool.DoAsync(new ReplaceMessages(room.Id, [chance.NextInt64(first, last + 1)], null));
                    break;
                case 2 when last > first + 10:
                    await pool.DoAsync(new PurgeRoom(room.Id, chance.NextInt64(first, last)));
                    break;
                case 3 or 4 or 5:
                    await PostAsync(pool, ann, dialog, room, $"posted in step {step}");
                    break;
            }

            var count = chance.Next(1, 12);
            Assert.That(await ReadAsync(pool, ann, room, count), Is.EqualTo(await StoredAsync(pool, room, count)), $"seed {seed}, step {step}");
        }
    }

    [Test]
    public void Not_more_is_kept_than_the_limit()
    {
        var recent = new RecentMessages(limit: 1000);
        var windows = Enumerable.Range(0, 10).Select(_ => new HistoryWindow(Guid.NewGuid(), 1, 1)).ToList();
        foreach (var window in windows)
        {
            recent.Keep(new RecentMessages.Kept(window, 1, [Row(window, new string('x', 300))]));
        }

        var kept = windows.Select(window => recent.Find(window, 1)).OfType<RecentMessages.Kept>().ToList();
        Assert.That(kept, Is.Not.Empty);
        Assert.That(kept.Sum(it => it.Size), Is.LessThanOrEqualTo(1000));
    }

    [Test]
    public void What_is_larger_than_the_limit_by_itself_is_not_kept()
    {
        var recent = new RecentMessages(limit: 1000);
        var window = new HistoryWindow(Guid.NewGuid(), 1, 1);
        recent.Keep(new RecentMessages.Kept(window, 1, [Row(window, new string('x', 1000))]));
        Assert.That(recent.Find(window, 1), Is.Null);
    }

    [Test]
    public void A_late_reader_does_not_put_less_in_the_place_of_more()
    {
        var recent = new RecentMessages(limit: 1000);
        var earlier = new HistoryWindow(Guid.NewGuid(), 1, 1);
        var later = earlier with { LastId = 2 };
        recent.Keep(new RecentMessages.Kept(later, 1, [Row(later, "two")]));
        recent.Keep(new RecentMessages.Kept(earlier, 1, [Row(earlier, "one")]));
        Assert.That(recent.Find(later, 1)?.Window, Is.EqualTo(later));
        Assert.That(recent.Find(earlier, 1), Is.Null, "what the later window shows is not for the earlier one");
    }

    private static MessageRow Row(HistoryWindow window, string text) =>
        new() { RoomId = window.RoomId, ChatId = window.LastId, AuthorId = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Text = text };

    private static async Task PostAsync(TestPool pool, Person person, TestEndpoint dialog, Room room, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.That((await pool.PostAsync(person, dialog, room, text)).Refusal, Is.Null);
        }
    }

    private static async Task<IEnumerable<string>> ReadAsync(TestPool pool, Person person, Room room, int? count = null)
    {
        var read = await pool.History.ReadRecentAsync(person, room.Id, count, CancellationToken.None);
        return read.Value.Select(message => $"{message.ChatId} {message.Text}");
    }

    private static async Task<IEnumerable<string>> StoredAsync(TestPool pool, Room room, int count)
    {
        await using var db = pool.Read();
        var now = pool.Committed.Room(room.Id)!;
        var rows = await db.Messages.KeptIn(new HistoryWindow(room.Id, now.FirstId, now.LastId)).OrderByDescending(row => row.ChatId).Take(count).ToListAsync();
        return rows.OrderBy(row => row.ChatId).Select(row => $"{row.ChatId} {row.Text}");
    }

    /// <summary>Behind the server's back, so that one sees what comes from there.</summary>
    private static async Task SpoilAsync(TestPool pool)
    {
        await using var db = pool.Read();
        await db.Database.ExecuteSqlAsync($"UPDATE \"Messages\" SET \"Text\" = 'spoilt'");
    }
}
