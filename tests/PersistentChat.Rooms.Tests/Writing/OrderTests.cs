using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

[EveryEngine]
public sealed class OrderTests
{
    [Test]
    public async Task A_join_is_answered_before_anything_later_is_announced()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var room = await pool.RoomAsync("Lobby");
        var hers = await pool.JoinAsync(ann, room);
        await pool.ForgetNotesAsync();
        var gate = await pool.HoldAsync();
        var before = pool.PostAsync(ann, hers, room, "before");
        var join = pool.Journal.SubmitAsync(
            new JoinRooms(bob, new TestEndpoint("his"), [room.Id], false),
            outcome => pool.Announcer.Note($"bob's answer, last is {outcome.Value.Joined[0].Room.LastId}"));
        var after = pool.PostAsync(ann, hers, room, "after");
        gate.Set();
        await Task.WhenAll(before, join, after);
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[]
        {
            "before #1", "bob's answer, last is 1", "bob entered", "after #2",
        }));
    }

    [Test]
    public async Task An_announcement_carries_the_room_right_after_it()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        await pool.ForgetNotesAsync();
        var gate = await pool.HoldAsync();
        var posts = Enumerable.Range(1, 3).Select(i => pool.PostAsync(ann, dialog, room, $"m{i}")).ToList();
        gate.Set();
        await Task.WhenAll(posts);
        await pool.NotesAsync();
        Assert.That(pool.Announcer.Announcements.Select(a => a.Room.LastId), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(pool.Saboteur.Commits, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_callback_that_throws_harms_nobody()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        var outcome = await pool.Journal.SubmitAsync(
            new PostMessage(ann, dialog.DialogId, room.Id, false, "one", null, null),
            _ => throw new InvalidOperationException("A bug"));
        Assert.That(outcome.Value.ChatId, Is.EqualTo(1));
        Assert.That((await pool.PostAsync(ann, dialog, room, "two")).Value.ChatId, Is.EqualTo(2));
    }

    [Test]
    public async Task Over_the_limit_commands_are_refused_at_once_but_leaving_everything_never_is()
    {
        await using var pool = await TestPool.StartAsync(null, ("Journal:InboundLimit", "2"));
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        var gate = await pool.HoldAsync();
        var taken = new[] { pool.PostAsync(ann, dialog, room, "1"), pool.PostAsync(ann, dialog, room, "2") };
        var told = new List<Refusal?>();
        var busy = pool.Journal.SubmitAsync(
            new PostMessage(ann, dialog.DialogId, room.Id, false, "3", null, null), o => told.Add(o.Refusal));
        Assert.That(busy.IsCompleted, Is.True);
        Assert.That((await busy).Refusal, Is.EqualTo(Refusal.Busy));
        Assert.That(told, Is.EqualTo(new[] { Refusal.Busy }));
        var leaving = pool.Journal.SubmitAsync(new LeaveAllRooms(dialog, LeaveReason.SignedOut));
        gate.Set();
        Assert.That((await leaving).Value, Is.EqualTo(new[] { room.Id }));
        Assert.That((await Task.WhenAll(taken)).Select(o => o.Value.ChatId), Is.EqualTo(new[] { 1, 2 }));
        Assert.That((await pool.Journal.SubmitAsync(new ReadHistory(ann, room.Id, "last 1"))).IsRefused, Is.False);
    }

    [Test]
    public async Task Stopping_finishes_what_was_taken_and_takes_no_more()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        var gate = await pool.HoldAsync();
        var taken = pool.PostAsync(ann, dialog, room, "last words");
        var stopping = pool.Journal.StopAsync(CancellationToken.None);
        var late = await pool.PostAsync(ann, dialog, room, "too late");
        gate.Set();
        await stopping;
        Assert.That((await taken).Value.ChatId, Is.EqualTo(1));
        Assert.That(late.Refusal, Is.EqualTo(Refusal.ServerStopping));
        await pool.Journal.Completion;
    }
}
