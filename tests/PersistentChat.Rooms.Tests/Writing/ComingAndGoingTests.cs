using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

[EveryEngine]
public sealed class ComingAndGoingTests
{
    [Test]
    public async Task A_person_with_two_dialogs_enters_once_and_leaves_once()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var first = await pool.JoinAsync(ann, room);
        var second = await pool.JoinAsync(ann, room);
        await pool.DoAsync(new LeaveRoom(ann, first, room.Id));
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "ann entered" }));
        await pool.DoAsync(new LeaveAllRooms(second, LeaveReason.ConnectionLost));
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "ann entered", "ann left: ConnectionLost" }));
        Assert.That(pool.Committed.Room(room.Id)!.Participants, Is.Empty);
    }

    [Test]
    public async Task Joining_again_gets_the_same_participant_and_tells_nobody()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = new TestEndpoint("d");
        var first = (await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false))).Joined.Single().Participant;
        var events = (await pool.EventsAsync()).Count;
        var again = (await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false))).Joined.Single();
        Assert.That(again.Participant, Is.SameAs(first));
        Assert.That(again.Room.PersonCount, Is.EqualTo(1));
        Assert.That(await pool.NotesAsync(), Has.Count.EqualTo(1));
        Assert.That(await pool.EventsAsync(), Has.Count.EqualTo(events));
    }

    [Test]
    public async Task A_join_of_several_rooms_fails_room_by_room()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var open = await pool.RoomAsync("Open");
        var closed = await pool.RoomAsync("Closed", RoomPrivacy.Closed);
        var disabled = await pool.RoomAsync("Disabled", disabled: true);
        var nowhere = Guid.NewGuid();
        var result = await pool.DoAsync(
            new JoinRooms(ann, new TestEndpoint("d"), [closed.Id, open.Id, nowhere, disabled.Id, open.Id], true));
        Assert.That(result.Joined.Select(j => j.Room.Id), Is.EqualTo(new[] { open.Id }));
        Assert.That(result.Failed, Is.EqualTo(new[]
        {
            (closed.Id, Refusal.MayNotJoin), (nowhere, Refusal.NoSuchRoom), (disabled.Id, Refusal.RoomDisabled),
        }));
    }

    [Test]
    public async Task Who_loses_membership_is_put_out_and_gets_nothing_more()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Closed", RoomPrivacy.Closed);
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member));
        var dialog = new TestEndpoint("d");
        var joined = await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false));
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Manager));
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[]
        {
            "ann is invited to Closed #1", "ann entered", "ann left: AccessLost", "ann is put out of Closed (d)",
        }));
        Assert.That(joined.Joined.Single().Participant.HasLeft, Is.True);
        Assert.That((await pool.PostAsync(ann, dialog, room, "hi")).Refusal, Is.EqualTo(Refusal.MayNotPost));
    }

    [Test]
    public async Task A_dialog_that_said_it_leaves_joins_anew_even_if_the_leaving_was_refused_as_busy()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var dialog = new TestEndpoint("d");
        var first = (await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false))).Joined.Single().Participant;
        first.Leave();
        var second = (await pool.DoAsync(new JoinRooms(ann, dialog, [room.Id], false))).Joined.Single().Participant;
        Assert.That(second, Is.Not.SameAs(first));
        Assert.That(second.TryDeliver(default), Is.True);
        Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "ann entered" }));
    }

    [Test]
    public async Task The_directory_shows_what_may_be_seen_with_ones_own_rooms_first()
    {
        await using var pool = await TestPool.StartAsync(null, ("Rooms:SearchLimit", "3"));
        var ann = await pool.PersonAsync("ann");
        await pool.RoomAsync("A room");
        await pool.RoomAsync("A secret room", RoomPrivacy.Secret);
        await pool.RoomAsync("B room");
        await pool.RoomAsync("C room");
        var mine = await pool.RoomAsync("Z room", RoomPrivacy.Secret);
        var managed = await pool.RoomAsync("Y room", RoomPrivacy.Closed);
        await pool.DoAsync(new ChangeRoles(mine.Id, ann.Id, RoomRoles.Member));
        await pool.DoAsync(new ChangeRoles(managed.Id, ann.Id, RoomRoles.Manager));
        Assert.That(Names(pool.Rooms.Search(ann, new RoomQuery { Text = "ROOM" })), Is.EqualTo(new[] { "Y room", "Z room", "A room" }));
        Assert.That(Names(pool.Rooms.Search(ann, new RoomQuery { Text = "b room", Match = WordMatch.All })), Is.EqualTo(new[] { "B room" }));
        Assert.That(Names(pool.Rooms.MemberRooms(ann)), Is.EqualTo(new[] { "Z room" }));
        Assert.That(Names(pool.Rooms.ManagedRooms(ann)), Is.EqualTo(new[] { "Y room" }));
    }

    [Test]
    public async Task Names_and_addresses_are_taken_once()
    {
        await using var pool = await TestPool.StartAsync();
        await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var twin = new Person(Guid.NewGuid(), "sip:ann@example.com", "Other Ann", null, true);
        var second = await pool.Journal.SubmitAsync(new CreatePerson(twin));
        Assert.That(second.Refusal, Is.EqualTo(Refusal.DuplicateName));
        var same = room with { Id = Guid.NewGuid(), Name = "LOBBY" };
        Assert.That((await pool.Journal.SubmitAsync(new CreateRoom(same))).Refusal, Is.EqualTo(Refusal.DuplicateName));
        var lost = same with { Name = "Other", CategoryId = Guid.NewGuid() };
        Assert.That((await pool.Journal.SubmitAsync(new CreateRoom(lost))).Refusal, Is.EqualTo(Refusal.NoSuchCategory));
    }

    private static IEnumerable<string> Names(IEnumerable<RoomSnapshot> rooms) => rooms.Select(r => r.Room.Name);
}
