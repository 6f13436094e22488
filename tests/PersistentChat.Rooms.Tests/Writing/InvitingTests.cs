using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Invitations and preferences: numbers that only grow, kept over restarts.</summary>
[EveryEngine]
public sealed class InvitingTests
{
    [Test]
    public async Task Whoever_becomes_a_member_is_invited_once_per_room_with_a_number_of_its_own()
    {
        using var folder = new TempFolder();
        Person ann;
        Room desk;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = await pool.PersonAsync("ann");
            desk = await pool.RoomAsync("Desk", RoomPrivacy.Closed);
            var lobby = await pool.RoomAsync("Lobby", RoomPrivacy.Secret);
            await pool.DoAsync(new ChangeRoles(desk.Id, ann.Id, RoomRoles.Manager));
            await pool.DoAsync(new ChangeRoles(desk.Id, ann.Id, RoomRoles.Member));
            await pool.DoAsync(new ChangeRoles(desk.Id, ann.Id, RoomRoles.Member | RoomRoles.Manager));
            await pool.DoAsync(new ChangeRoles(lobby.Id, ann.Id, RoomRoles.Member));
            Assert.That(await pool.NotesAsync(), Is.EqualTo(new[] { "ann is invited to Desk #1", "ann is invited to Lobby #2" }));
            Assert.That(await ReadAsync(pool, ann, 0), Is.EqualTo("2: Desk Lobby"));
            Assert.That(await ReadAsync(pool, ann, 1), Is.EqualTo("2: Lobby"));
            Assert.That(await ReadAsync(pool, ann, 2), Is.EqualTo("2: "));

            await pool.DoAsync(new ChangeRoles(lobby.Id, ann.Id, RoomRoles.None));
            Assert.That(await ReadAsync(pool, ann, 0), Is.EqualTo("2: Desk"));
            await pool.DoAsync(new DeleteRoom(lobby.Id));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        await again.DoAsync(new ChangeRoles(desk.Id, ann.Id, RoomRoles.None));
        await again.DoAsync(new ChangeRoles(desk.Id, ann.Id, RoomRoles.Member));
        Assert.That(await ReadAsync(again, ann, 2), Is.EqualTo("3: Desk"));
        await using var db = again.Read();
        Assert.That(db.Invitations.Select(row => row.Id), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task Nobody_is_invited_where_category_or_room_do_not_want_it_nor_through_a_group()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var group = await pool.GroupAsync("group", ann.Id);
        var silent = await pool.DoAsync(new CreateCategory(new Category(Guid.NewGuid(), "Silent", "", SendsInvitations: false)));
        var loud = await pool.CategoryAsync();
        var off = new Room(Guid.NewGuid(), loud.Id, "Off", InvitationsOff: true);
        await pool.DoAsync(new CreateRoom(off));
        var room = await pool.RoomInAsync(silent, "Quiet");
        var open = await pool.RoomInAsync(loud, "Open");
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member));
        await pool.DoAsync(new ChangeRoles(off.Id, ann.Id, RoomRoles.Member));
        await pool.DoAsync(new ChangeRoles(open.Id, group.Id, RoomRoles.Member));
        Assert.That(await pool.NotesAsync(), Is.Empty);
        Assert.That(await ReadAsync(pool, ann, 0), Is.EqualTo("0: "));
    }

    [Test]
    public async Task A_preference_is_kept_with_a_version_that_only_grows()
    {
        using var folder = new TempFolder();
        Person ann;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Roaming:MaxPreferencesPerPerson", "1")))
        {
            ann = await pool.PersonAsync("ann");
            Assert.That((await pool.DoAsync(new StorePreference(ann, "kedzie.GroupChannels", 0, "b25l"))).Version, Is.EqualTo(1));
            Assert.That((await pool.DoAsync(new StorePreference(ann, "kedzie.GroupChannels", 71, "dHdv"))).Version, Is.EqualTo(72));
            Assert.That((await pool.RefusalOfAsync(new StorePreference(ann, "other", 0, "")))?.Kind, Is.EqualTo(RefusalKind.LimitReached));
            Assert.That((await pool.RefusalOfAsync(new StorePreference(ann, "other", -1, "")))?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Roaming(ann.Id).Preferences.Values, Is.EqualTo(new[]
        {
            new Preference("kedzie.GroupChannels", 72, "dHdv"),
        }));
    }

    private static async Task<string> ReadAsync(TestPool pool, Person person, long lastKnown)
    {
        var (last, rooms) = await pool.Invitations.ReadAsync(person, lastKnown, CancellationToken.None);
        return $"{last}: {string.Join(' ', rooms.Select(room => room.Room.Name))}";
    }
}
