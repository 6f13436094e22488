using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Whoever came leaves once, however its server ended.</summary>
[EveryEngine]
public sealed class LeftBehindTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Whoever_was_in_a_room_when_the_server_ended_has_left_it_at_the_next_start()
    {
        await using (var pool = await StartAsync())
        {
            var room = await pool.RoomAsync("Lobby");
            var ann = await pool.PersonAsync("ann");
            await pool.JoinAsync(ann, room);
            await pool.JoinAsync(ann, room);
            await pool.JoinAsync(await pool.PersonAsync("bob"), room);
        }

        await using var next = await StartAsync();
        Assert.That(await PartsAsync(next), Is.EqualTo(new[] { "ann ServerStopped", "bob ServerStopped" }));
        Assert.That(next.Announcer.Announcements, Is.Empty, "there is nobody to be told");
    }

    [Test]
    public async Task Whoever_had_left_leaves_no_second_time()
    {
        await using (var pool = await StartAsync())
        {
            var dialog = await pool.JoinAsync(await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
            await pool.DoAsync(new LeaveAllRooms(dialog, LeaveReason.SignedOut));
        }

        await using var next = await StartAsync();
        Assert.That(await PartsAsync(next), Is.EqualTo(new[] { "ann SignedOut" }));
    }

    [Test]
    public async Task A_leaving_that_was_never_written_is_written_by_the_next_start()
    {
        await using (var pool = await StartAsync())
        {
            var dialog = await pool.JoinAsync(await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
            FailEvents(pool);
            await pool.DoAsync(new LeaveAllRooms(dialog, LeaveReason.Expired));
        }

        await using var next = await StartAsync();
        Assert.That(await PartsAsync(next), Is.EqualTo(new[] { "ann ServerStopped" }));
    }

    [Test]
    public async Task Nobody_comes_back_before_the_leaving_is_written()
    {
        await using var pool = await StartAsync();
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
        var dialog = await pool.JoinAsync(ann, room);
        FailEvents(pool);
        await pool.DoAsync(new LeaveAllRooms(dialog, LeaveReason.Expired));

        // What is owed fails once more, and then the store would take the coming.
        pool.Saboteur.FailCommands = 1;
        var refused = await pool.DoAsync(new JoinRooms(ann, new TestEndpoint("again"), [room.Id], false));
        Assert.That(refused.Failed, Is.EqualTo(new[] { (room.Id, Refusal.ServerError) }));
        await pool.JoinAsync(ann, room);
        Assert.That(await PartsAsync(pool), Is.EqualTo(new[] { "ann Expired" }));
    }

    [Test]
    public async Task What_happens_in_a_room_before_a_leaving_is_written_is_not_later_than_it()
    {
        await using var pool = await StartAsync();
        var (ann, bob, room) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"), await pool.RoomAsync("Lobby"));
        var (hers, his) = (await pool.JoinAsync(ann, room), await pool.JoinAsync(bob, room));
        FailEvents(pool);
        await pool.DoAsync(new LeaveAllRooms(hers, LeaveReason.Expired));
        pool.Saboteur.FailCommands = 1;
        pool.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.That((await pool.PostAsync(bob, his, room, "are you there?")).Refusal, Is.Null);
        await pool.NotesAsync();
        Assert.That(await PartsAsync(pool), Is.EqualTo(new[] { "ann Expired" }));
    }

    [TestCase(3, 0)]
    [TestCase(1, 0)]
    [TestCase(0, 1)]
    [TestCase(1, 1)]
    public async Task A_start_that_dies_while_it_writes_who_left_is_repeated_without_doubling(int before, int after)
    {
        await using (var pool = await StartAsync())
        {
            await pool.JoinAsync(await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
        }

        await using (var broken = TestPool.Create(_folder.Path, ("Compliance:Mode", "On")))
        {
            // The migrations that are not pending and the taking of the lease commit nothing through here but one row.
            broken.Saboteur.FailBeforeCommit = before;
            broken.Saboteur.FailAfterCommit = after;
            try
            {
                await broken.Journal.StartAsync(CancellationToken.None);
            }
            catch (Exception failure)
            {
                TestContext.Out.WriteLine(failure.Message);
            }
        }

        await using var next = await StartAsync();
        Assert.That(await PartsAsync(next), Is.EqualTo(new[] { "ann ServerStopped" }));
    }

    [Test]
    public async Task A_life_without_compliance_leaves_the_leaving_to_the_next_with_it()
    {
        await using (var pool = await StartAsync())
        {
            await pool.JoinAsync(await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
        }

        await using (var off = await TestPool.StartAsync(_folder.Path))
        {
            var room = off.Committed.Rooms.Values.Single().Room;
            var dialog = await off.JoinAsync(off.Committed.People.Values.Single(), room);
            await off.DoAsync(new LeaveAllRooms(dialog, LeaveReason.SignedOut));
        }

        await using var next = await StartAsync();
        Assert.That(await PartsAsync(next), Is.EqualTo(new[] { "ann ServerStopped" }));
    }

    private Task<TestPool> StartAsync() => TestPool.StartAsync(_folder.Path, ("Compliance:Mode", "On"));

    private static void FailEvents(TestPool pool)
    {
        pool.Saboteur.Target = "INSERT INTO \"Outbox\"";
        pool.Saboteur.FailCommands = int.MaxValue;
    }

    private static async Task<IEnumerable<string>> PartsAsync(TestPool pool)
    {
        var events = await pool.EventsAsync();
        EventStory.AssertWhole(events);
        return events.Where(e => e.Kind is ComplianceEventKind.Part).Select(e => $"{e.Person!.DisplayName} {e.Reason}");
    }
}
