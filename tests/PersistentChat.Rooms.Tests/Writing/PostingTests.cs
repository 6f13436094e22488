using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

[EveryEngine]
public sealed class PostingTests
{
    [Test]
    public async Task Message_numbers_go_on_densely_after_a_restart()
    {
        using var folder = new TempFolder();
        Person ann;
        Room room;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = await pool.PersonAsync("ann");
            room = await pool.RoomAsync("Lobby");
            var dialog = await pool.JoinAsync(ann, room);
            for (var id = 1; id <= 3; id++)
            {
                Assert.That((await pool.PostAsync(ann, dialog, room, "hi")).Value.ChatId, Is.EqualTo(id));
            }
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var back = await again.JoinAsync(ann, room);
        Assert.That((await again.PostAsync(ann, back, room, "hi")).Value.ChatId, Is.EqualTo(4));
        await using var db = again.Read();
        Assert.That(db.Messages.Select(m => m.ChatId).ToList(), Is.EquivalentTo(new long[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task Time_in_a_room_never_goes_back_even_when_the_clock_does()
    {
        using var folder = new TempFolder();
        DateTimeOffset before;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            var ann = await pool.PersonAsync("ann");
            var room = await pool.RoomAsync("Lobby");
            var dialog = await pool.JoinAsync(ann, room);
            pool.Clock.Now += TimeSpan.FromTicks(1_234_567);
            before = (await pool.PostAsync(ann, dialog, room, "one")).Value.At;
            pool.Clock.Now -= TimeSpan.FromHours(3);
            Assert.That((await pool.PostAsync(ann, dialog, room, "two")).Value.At, Is.EqualTo(before));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        again.Clock.Now -= TimeSpan.FromDays(1);
        var ann2 = again.Committed.Person("sip:ann@example.com")!;
        var room2 = again.Committed.Rooms.Values.Single().Room;
        var third = await again.PostAsync(ann2, await again.JoinAsync(ann2, room2), room2, "three");
        Assert.That(third.Value.At, Is.EqualTo(before));
        Assert.That(third.Value.At.Ticks % TimeSpan.TicksPerSecond, Is.EqualTo(1_234_567));
    }

    [Test]
    public async Task A_repeated_client_message_id_gets_the_first_message()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var room = await pool.RoomAsync("Lobby");
        var (hers, his) = (await pool.JoinAsync(ann, room), await pool.JoinAsync(bob, room));
        await pool.ForgetNotesAsync();
        var gate = await pool.HoldAsync();
        var first = pool.PostAsync(ann, hers, room, "one", "id");
        var inSameBatch = pool.PostAsync(ann, hers, room, "one again", "id");
        var ofAnother = pool.PostAsync(bob, his, room, "one of bob", "id");
        gate.Set();
        await Task.WhenAll(first, inSameBatch, ofAnother);
        var later = await pool.PostAsync(ann, hers, room, "one later", "id");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await inSameBatch).Value, Is.EqualTo((await first).Value));
            Assert.That(later.Value, Is.EqualTo((await first).Value));
            Assert.That((await ofAnother).Value.ChatId, Is.EqualTo(2));
            Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "one #1", "one of bob #2" }));
        }
    }

    [Test]
    public async Task Without_history_an_id_keeps_its_row_but_no_text()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Whispers", keepsHistory: false);
        var dialog = await pool.JoinAsync(ann, room);
        Assert.That((await pool.PostAsync(ann, dialog, room, "secret")).Value.Text, Is.EqualTo("secret"));
        await using var db = pool.Read();
        var row = db.Messages.Single();
        Assert.That((row.ChatId, row.Text, row.State), Is.EqualTo((1L, (string?)null, MessageState.NotKept)));
        var history = await pool.History.ReadRecentAsync(ann, room.Id, 10, CancellationToken.None);
        Assert.That(history.Value, Is.Empty);
    }

    [Test]
    public async Task History_is_the_newest_kept_messages_oldest_first()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        foreach (var text in new[] { "one", "two", "three", "four" })
        {
            await pool.PostAsync(ann, dialog, room, text);
        }

        await using (var db = pool.Read())
        {
            // What an administrator's removal will leave behind.
            var row = db.Messages.Single(m => m.ChatId == 3);
            var entry = db.Entry(row);
            entry.Property(m => m.State).CurrentValue = MessageState.Removed;
            entry.Property(m => m.Text).CurrentValue = null;
            await db.SaveChangesAsync();
        }

        var history = await pool.History.ReadRecentAsync(ann, room.Id, 2, CancellationToken.None);
        Assert.That(history.Value.Select(m => m.Text), Is.EqualTo(new[] { "two", "four" }));
        Assert.That(history.Value[0].Author, Is.EqualTo(ann));
    }

    // An attribute cannot hold half a pair: ^ stands for a high surrogate.
    [TestCase("zero \0", null, RefusalKind.InvalidArgument)]
    [TestCase("text", "<x>^</x>", RefusalKind.InvalidArgument)]
    [TestCase("too long", null, RefusalKind.MessageTooLong)]
    public async Task What_cannot_be_stored_is_refused(string text, string? markup, RefusalKind expected)
    {
        await using var pool = await TestPool.StartAsync(null, ("Rooms:MessageLength", "7"));
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        var post = new PostMessage(ann, dialog.DialogId, room.Id, false, text, markup?.Replace('^', '\ud83d'), null);
        Assert.That((await pool.Journal.SubmitAsync(post)).Refusal!.Kind, Is.EqualTo(expected));
    }

    [Test]
    public async Task Only_who_is_in_the_room_posts()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var room = await pool.RoomAsync("Lobby");
        var hers = await pool.JoinAsync(ann, room);
        var stranger = await pool.PostAsync(bob, new TestEndpoint("elsewhere"), room, "hi");
        Assert.That(stranger.Refusal, Is.EqualTo(Refusal.NotJoined));
        var impostor = await pool.PostAsync(bob, hers, room, "hi");
        Assert.That(impostor.Refusal, Is.EqualTo(Refusal.NotJoined));
    }
}
