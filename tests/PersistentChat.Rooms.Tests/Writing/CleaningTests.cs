using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>What administrators take out of history: gone for readers, numbers stay, the archive is told.</summary>
[EveryEngine]
public sealed class CleaningTests
{
    [Test]
    public async Task A_removed_message_is_gone_and_a_replaced_one_says_the_other_text()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        await PostAsync(pool, ann, room, "one", "two", "three");
        await pool.DoAsync(new ReplaceMessages(room.Id, [2], null));
        await pool.DoAsync(new ReplaceMessages(room.Id, [3], "Replaced by an administrator"));

        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "1 one", "3 Replaced by an administrator" }));
        await using var db = pool.Read();
        Assert.That(db.Messages.OrderBy(row => row.ChatId).Select(row => new { row.State, row.Text }), Is.EqualTo(new[]
        {
            new { State = MessageState.Kept, Text = (string?)"one" },
            new { State = MessageState.Removed, Text = (string?)null },
            new { State = MessageState.Replaced, Text = (string?)"Replaced by an administrator" },
        }));
        var deletions = (await pool.EventsAsync()).Where(it => it.Kind is ComplianceEventKind.Deletion);
        Assert.That(deletions.Select(it => (it.ChatId, it.Text)), Is.EqualTo(new (long?, string?)[]
        {
            (2, null), (3, "Replaced by an administrator"),
        }));
    }

    [Test]
    public async Task A_message_is_removed_also_when_it_is_stored_in_the_same_batch()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        var dialog = await pool.JoinAsync(ann, room);
        var gate = await pool.HoldAsync();
        var posts = new[] { pool.PostAsync(ann, dialog, room, "one"), pool.PostAsync(ann, dialog, room, "two") };
        var removal = pool.Journal.SubmitAsync(new ReplaceMessages(room.Id, [2], null));
        var purge = pool.Journal.SubmitAsync(new PurgeRoom(room.Id, 1));
        var third = pool.PostAsync(ann, dialog, room, "three");
        gate.Set();
        await Task.WhenAll([removal, purge, .. posts, third]);
        Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "3 three" }));
        await using var db = pool.Read();
        Assert.That(db.Messages.Select(row => row.ChatId), Is.EquivalentTo(new[] { 2, 3 }));
    }

    [Test]
    public async Task A_purge_goes_up_to_a_moment_and_the_room_begins_after_it_for_good()
    {
        using var folder = new TempFolder();
        Room room;
        Person ann;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On")))
        {
            (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
            await PostAsync(pool, ann, room, "monday", "monday too");
            pool.Clock.Now = pool.Clock.Now.AddDays(1);
            await PostAsync(pool, ann, room, "tuesday");

            var outcome = await pool.Cleaner.PurgeAsync(room.Id, pool.Clock.Now, null, CancellationToken.None);

            Assert.That((outcome.Value.FirstId, outcome.Value.LastId), Is.EqualTo((3L, 3L)));
            Assert.That(await ReadAsync(pool, ann, room), Is.EqualTo(new[] { "3 tuesday" }));
            var purged = (await pool.EventsAsync()).Single(it => it.Kind is ComplianceEventKind.Purge);
            Assert.That(purged.ChatId, Is.EqualTo(2));
            await pool.Cleaner.PurgeAsync(room.Id, pool.Clock.Now.AddDays(1), null, CancellationToken.None);
            Assert.That(await ReadAsync(pool, ann, room), Is.Empty);
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var snapshot = again.Committed.Room(room.Id)!;
        Assert.That((snapshot.FirstId, snapshot.LastId), Is.EqualTo((4L, 3L)));
        await PostAsync(again, ann, room, "wednesday");
        Assert.That(await ReadAsync(again, ann, room), Is.EqualTo(new[] { "4 wednesday" }));
    }

    [TestCase("blue sky", WordMatch.All, false, ExpectedResult = "2 4")]
    [TestCase("blue sky", WordMatch.Any, false, ExpectedResult = "1 2 3 4")]
    [TestCase("blue sky", WordMatch.Phrase, false, ExpectedResult = "2")]
    [TestCase("Blue", WordMatch.All, true, ExpectedResult = "1")]
    [TestCase("", WordMatch.All, false, ExpectedResult = "1 2 3 4 5")]
    public async Task<string> Messages_are_found_by_words(string words, WordMatch match, bool caseSensitive)
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Desk"));
        await PostAsync(pool, ann, room, "Blue", "a blue sky", "the SKY", "sky is blue", "grey");
        var filter = new MessageFilter(ann.Id, pool.Clock.Now, pool.Clock.Now.AddSeconds(1), words, match, caseSensitive);
        var outcome = await pool.Cleaner.ReplaceAsync(room.Id, filter, null, null, CancellationToken.None);
        var gone = (await pool.EventsAsync()).Where(it => it.Kind is ComplianceEventKind.Deletion).Select(it => it.ChatId).ToList();
        Assert.That(outcome.Value, Is.EqualTo(gone.Count));
        return string.Join(' ', gone);
    }

    [Test]
    public async Task Messages_of_another_author_or_day_stay()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob, room) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"), await pool.RoomAsync("Desk"));
        await PostAsync(pool, ann, room, "hers");
        await PostAsync(pool, bob, room, "his");
        var early = new MessageFilter(Before: pool.Clock.Now);
        Assert.That((await pool.Cleaner.ReplaceAsync(room.Id, early, null, null, CancellationToken.None)).Value, Is.Zero);
        var hers = new MessageFilter(AuthorId: ann.Id);
        Assert.That((await pool.Cleaner.ReplaceAsync(room.Id, hers, null, null, CancellationToken.None)).Value, Is.EqualTo(1));
        Assert.That(await ReadAsync(pool, bob, room), Is.EqualTo(new[] { "2 his" }));
    }

    private static async Task PostAsync(TestPool pool, Person author, Room room, params string[] texts)
    {
        var dialog = await pool.JoinAsync(author, room);
        foreach (var text in texts)
        {
            Assert.That((await pool.PostAsync(author, dialog, room, text)).Refusal, Is.Null);
        }
    }

    private static async Task<IEnumerable<string>> ReadAsync(TestPool pool, Person reader, Room room) =>
        (await pool.History.ReadRecentAsync(reader, room.Id, null, CancellationToken.None)).Value
            .Select(message => $"{message.ChatId} {message.Text}");
}
