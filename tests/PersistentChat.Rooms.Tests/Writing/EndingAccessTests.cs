using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Disabling a person and changing a password, as far as the journal sees to it.</summary>
[EveryEngine]
public sealed class EndingAccessTests
{
    [Test]
    public async Task A_disabled_person_is_out_of_every_room_and_gets_nothing_more()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var (lobby, desk) = (await pool.RoomAsync("Lobby"), await pool.RoomAsync("Desk"));
        var (first, second) = (await pool.JoinAsync(ann, lobby), await pool.JoinAsync(ann, lobby));
        await pool.DoAsync(new JoinRooms(ann, first, [desk.Id], false));
        var bobs = await pool.JoinAsync(bob, lobby);
        var participant = pool.Committed.Room(lobby.Id)!.Participants[second.DialogId];
        await pool.ForgetNotesAsync();

        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: false));

        Assert.That(
            (await pool.NotesAsync()).Where(note => !note.Contains("is put out", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { "ann left: AccessLost", "ann left: AccessLost", "ann is out: Disabled" }));
        Assert.That(pool.Committed.Room(lobby.Id)!.Participants.Keys, Is.EqualTo(new[] { bobs.DialogId }));
        Assert.That(pool.Committed.Room(desk.Id)!.Participants, Is.Empty);
        Assert.That(participant.TryDeliver(default), Is.False);
        var parts = (await pool.EventsAsync()).Where(it => it.Reason == nameof(LeaveReason.AccessLost));
        Assert.That(parts.Select(it => it.Room!.Name), Is.EquivalentTo(new[] { "Lobby", "Desk" }));
    }

    [Test]
    public async Task A_disabled_person_may_neither_join_nor_post_until_it_is_enabled_again()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = await pool.JoinAsync(ann, room);
        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: false));

        var join = await pool.Journal.SubmitAsync(new JoinRooms(ann, dialog, [room.Id], false));
        Assert.That(join.Refusal, Is.EqualTo(Refusal.PersonDisabled));
        Assert.That((await pool.PostAsync(ann, dialog, room, "hello")).Refusal, Is.EqualTo(Refusal.PersonDisabled));

        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: true));
        Assert.That((await pool.PostAsync(ann, dialog, room, "hello")).Refusal, Is.EqualTo(Refusal.NotJoined));
        await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false));
        Assert.That((await pool.PostAsync(ann, dialog, room, "hello")).Value.ChatId, Is.EqualTo(1));
    }

    [Test]
    public async Task A_join_that_waits_with_the_disabling_in_one_batch_comes_to_nothing()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var (before, after) = (new TestEndpoint("before"), new TestEndpoint("after"));
        var gate = await pool.HoldAsync();
        var first = pool.Journal.SubmitAsync(new JoinRooms(ann, before, [room.Id], false));
        var disabling = pool.Journal.SubmitAsync(new SetPersonEnabled(ann.Id, Enabled: false));
        var second = pool.Journal.SubmitAsync(new JoinRooms(ann, after, [room.Id], false));
        gate.Set();

        Assert.That((await first).IsRefused, Is.False);
        Assert.That((await disabling).Value.Enabled, Is.False);
        Assert.That((await second).Refusal, Is.EqualTo(Refusal.PersonDisabled));
        Assert.That(pool.Committed.Room(room.Id)!.Participants, Is.Empty);
        Assert.That((await first).Value.Joined.Single().Participant.HasLeft, Is.True);
    }

    [Test]
    public async Task Being_disabled_survives_a_restart_and_leaves_the_password_alone()
    {
        using var folder = new TempFolder();
        Person ann;
        Person bob;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
            await pool.DoAsync(pool.Passwords.Set(ann, "old"));
            var setting = pool.Passwords.Set(ann, "new");
            var gate = await pool.HoldAsync();
            var both = new[] { pool.Journal.SubmitAsync(setting), pool.Journal.SubmitAsync(new SetPersonEnabled(ann.Id, Enabled: false)) };
            gate.Set();
            await Task.WhenAll(both);
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Person(ann.Id), Is.EqualTo(ann with { Enabled = false }));
        Assert.That(again.Committed.Person(bob.Id), Is.EqualTo(bob));
        Assert.That(again.Passwords.Find(ann.Id)!.Matches("new"), Is.True);
    }

    [Test]
    public async Task A_new_password_ends_what_the_old_one_opened()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        await pool.DoAsync(pool.Passwords.Set(ann, "secret"));
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "ann is out: PasswordChanged" }));
    }

    [Test]
    public async Task What_is_so_already_is_told_to_nobody_and_who_is_unknown_is_refused()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: true));
        Assert.That(await pool.NotesAsync(), Is.Empty);
        var unknown = await pool.Journal.SubmitAsync(new SetPersonEnabled(Guid.NewGuid(), Enabled: false));
        Assert.That(unknown.Refusal, Is.EqualTo(Refusal.NoSuchPerson));
    }

    [Test]
    public async Task An_announcer_that_fails_to_end_them_holds_up_nobody()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        pool.Announcer.IsFailing = true;
        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: false));
        pool.Announcer.IsFailing = false;
        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: true));
        Assert.That(pool.Committed.Person(ann.Id)!.Enabled, Is.True);
    }
}
