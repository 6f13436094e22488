using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Whoever loses access leaves at once, however it was lost, and nobody else does.</summary>
[EveryEngine]
public sealed class LosingAccessTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Whom_a_category_denies_is_put_out_of_its_rooms_and_of_no_other(bool isPrepared)
    {
        await using var world = await World.StartAsync();
        var category = world.Category with { Denied = PrincipalSet.Of(world.Ann.Id) };
        await world.DoAsync(new ChangeCategory(category), isPrepared);

        Assert.That(await world.Pool.NotesAsync(), Is.EqualTo(new[]
        {
            "ann left: AccessLost", "ann is put out of Desk (ann-1, ann-2)",
        }));
        await world.AssertOutAsync(world.Ann, "ann-1", RefusalKind.NoSuchRoom);
        Assert.That(world.IsIn(world.Bob, world.Desk), Is.True);
        Assert.That(world.IsIn(world.Ann, world.Lobby), Is.True);

        await world.DoAsync(new ChangeCategory(world.Category), isPrepared);
        await world.Pool.JoinAsync(world.Ann, world.Desk);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whoever_is_taken_out_of_the_group_that_let_it_in_is_put_out(bool isPrepared)
    {
        await using var world = await World.StartAsync();
        var inner = await world.Pool.GroupAsync("inner", world.Ann.Id);
        var outer = await world.Pool.GroupAsync("outer", inner.Id);
        await world.Pool.DoAsync(new ChangeRoom(world.Desk with { Privacy = RoomPrivacy.Closed }));
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, outer.Id, RoomRoles.Member));
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, world.Bob.Id, RoomRoles.Member));
        await world.Pool.DoAsync(new JoinRooms(world.Ann, new TestEndpoint("ann-1"), [world.Desk.Id], false));
        await world.Pool.ForgetNotesAsync();

        await world.DoAsync(new ChangeGroup(inner with { Members = PrincipalSet.None }), isPrepared);

        Assert.That(await world.Pool.NotesAsync(), Is.EqualTo(new[] { "ann left: AccessLost", "ann is put out of Desk (ann-1)" }));
        await world.AssertOutAsync(world.Ann, "ann-1", RefusalKind.MayNotPost);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whom_policy_forbids_chat_is_put_out_of_every_room(bool isPrepared)
    {
        await using var world = await World.StartAsync();
        await world.DoAsync(new SetPolicy(world.Ann.Id, false), isPrepared);
        Assert.That((world.IsIn(world.Ann, world.Desk), world.IsIn(world.Ann, world.Lobby)), Is.EqualTo((false, false)));
        await world.AssertOutAsync(world.Ann, "ann-1", RefusalKind.PersonDisabled);
        await world.DoAsync(new SetPolicy(PrincipalSet.EverybodyId, false), isPrepared);
        await world.DoAsync(new SetPolicy(world.Ann.Id, true), isPrepared);
        Assert.That(world.IsIn(world.Bob, world.Desk), Is.False);
        await world.Pool.JoinAsync(world.Ann, world.Desk);
    }

    [Test]
    public async Task Who_joined_after_the_change_was_prepared_is_put_out_with_the_others()
    {
        await using var world = await World.StartAsync();
        var change = new ChangeCategory(world.Category with { Denied = PrincipalSet.Of(world.Ann.Id, world.Carol.Id) });
        var prepared = change with { Plan = SweepPlan.Make(world.Pool.Committed, change.Preview(world.Pool.Committed)!) };
        await world.Pool.JoinAsync(world.Carol, world.Desk, "carol-1");

        await world.Pool.DoAsync(prepared);

        Assert.That((world.IsIn(world.Ann, world.Desk), world.IsIn(world.Carol, world.Desk)), Is.EqualTo((false, false)));
        Assert.That(world.IsIn(world.Bob, world.Desk), Is.True);
    }

    [Test]
    public async Task A_change_that_was_prepared_for_other_groups_is_worked_out_again()
    {
        await using var world = await World.StartAsync();
        var wall = await world.Pool.GroupAsync("wall");
        var change = new ChangeCategory(world.Category with { Denied = PrincipalSet.Of(wall.Id) });
        var prepared = change with { Plan = SweepPlan.Make(world.Pool.Committed, change.Preview(world.Pool.Committed)!) };
        await world.Pool.DoAsync(new ChangeGroup(wall with { Members = PrincipalSet.Of(world.Ann.Id) }));

        await world.Pool.DoAsync(prepared);

        Assert.That((world.IsIn(world.Ann, world.Desk), world.IsIn(world.Bob, world.Desk)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Two_prepared_changes_of_groups_lose_nothing_of_each_other()
    {
        await using var world = await World.StartAsync();
        var (one, two) = (await world.Pool.GroupAsync("one"), await world.Pool.GroupAsync("two"));
        ChangeGroup[] changes =
        [
            new(one with { Members = PrincipalSet.Of(world.Ann.Id) }), new(two with { Members = PrincipalSet.Of(world.Ann.Id) }),
        ];
        var before = world.Pool.Committed;
        foreach (var change in changes)
        {
            await world.Pool.DoAsync(change with { Plan = SweepPlan.Make(before, change.Preview(before)!) });
        }

        var groups = world.Pool.Committed.Affiliations.Of(world.Ann).Groups;
        Assert.That(groups, Is.EquivalentTo(new[] { one.Id, two.Id, PrincipalSet.EverybodyId }));
    }

    [Test]
    public async Task A_disabled_room_throws_everybody_out_and_is_as_before_when_enabled_again()
    {
        await using var world = await World.StartAsync();
        await world.Pool.DoAsync(new ChangeRoom(world.Desk with { Disabled = true }));
        Assert.That(await world.Pool.NotesAsync(), Is.EquivalentTo(new[]
        {
            "ann left: RoomDisabled", "ann is put out of Desk (ann-1, ann-2)",
            "bob left: RoomDisabled", "bob is put out of Desk (bob-1)", "Desk changed",
        }));
        await world.AssertOutAsync(world.Bob, "bob-1", RefusalKind.RoomDisabled);
        await world.Pool.DoAsync(new ChangeRoom(world.Desk));
        await world.Pool.JoinAsync(world.Bob, world.Desk);
    }

    [Test]
    public async Task A_room_that_is_closed_keeps_its_members_only()
    {
        await using var world = await World.StartAsync();
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, world.Bob.Id, RoomRoles.Member));
        await world.Pool.DoAsync(new ChangeRoom(world.Desk with { Privacy = RoomPrivacy.Secret }));
        Assert.That((world.IsIn(world.Ann, world.Desk), world.IsIn(world.Bob, world.Desk)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_moved_room_strikes_off_whom_its_new_category_does_not_allow()
    {
        await using var world = await World.StartAsync();
        var group = await world.Pool.GroupAsync("strangers", world.Bob.Id);
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, group.Id, RoomRoles.Member));
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, world.Ann.Id, RoomRoles.Member | RoomRoles.Presenter));
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, world.Bob.Id, RoomRoles.Manager));
        var other = await world.Pool.DoAsync(new CreateCategory(
            new Category(Guid.NewGuid(), "Others", "") { Allowed = PrincipalSet.Of(world.Ann.Id) }));

        var room = await world.Pool.DoAsync(new MoveRoom(world.Desk.Id, other.Id));

        Assert.That(room.Category, Is.EqualTo(other));
        Assert.That(room.Roles.Keys, Is.EqualTo(new[] { world.Ann.Id }));
        Assert.That(room.GroupRoles, Is.Empty);
        Assert.That((world.IsIn(world.Ann, world.Desk), world.IsIn(world.Bob, world.Desk)), Is.EqualTo((true, false)));
        var events = await world.Pool.EventsAsync();
        Assert.That(events.Where(it => it.Reason == "NotAllowedByCategory").Select(it => it.Subject!.DisplayName),
            Is.EquivalentTo(new[] { "bob", "strangers" }));
        Assert.That(events.Single(it => it.Reason == "RoomMoved").Text, Does.EndWith("-> Others"));
    }

    [Test]
    public async Task Somebody_who_stays_is_what_the_new_lists_say()
    {
        await using var world = await World.StartAsync();
        var managers = await world.Pool.GroupAsync("managers");
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, managers.Id, RoomRoles.Manager));
        Assert.That(world.RolesIn(world.Ann, world.Desk), Is.EqualTo(RoomRoles.None));
        await world.Pool.ChangeAsync(new ChangeGroup(managers with { Members = PrincipalSet.Of(world.Ann.Id) }));
        Assert.That(world.RolesIn(world.Ann, world.Desk), Is.EqualTo(RoomRoles.Manager));
        Assert.That(world.RolesIn(world.Bob, world.Desk), Is.EqualTo(RoomRoles.None));
    }

    [Test]
    public async Task A_deleted_room_is_gone_with_all_it_held()
    {
        await using var world = await World.StartAsync();
        await world.Pool.DoAsync(new ChangeRoles(world.Desk.Id, world.Bob.Id, RoomRoles.Member));
        await world.Pool.PostAsync(world.Ann, new TestEndpoint("ann-1"), world.Desk, "hello");
        var deleted = await world.Pool.DoAsync(new DeleteRoom(world.Desk.Id));
        Assert.That(deleted.Name, Is.EqualTo("Desk"));
        Assert.That(await world.Pool.NotesAsync(), Does.Contain("bob is put out of Desk (bob-1)").And.Contain("bob left: RoomDeleted"));
        await world.AssertOutAsync(world.Ann, "ann-1", RefusalKind.NoSuchRoom);
        await using (var db = world.Pool.Read())
        {
            Assert.That(db.Messages.Any() || db.Roles.Any() || db.Rooms.Any(room => room.Name == "Desk"), Is.False);
        }

        await world.Pool.DoAsync(new DeleteCategory((await world.Pool.CategoryAsync()).Id));
        Assert.That(await world.Pool.RefusalOfAsync(new DeleteCategory(world.Category.Id)), Is.Null, "it was the only room there");
        var again = await world.Pool.RoomAsync("Desk");
        await world.Pool.JoinAsync(world.Ann, again);
        var desk = (await world.Pool.EventsAsync()).Where(it => it.Room?.Uri.EndsWith($"{world.Desk.Id}", StringComparison.Ordinal) is true);
        Assert.That(desk.Select(it => $"{it.Kind} {it.Reason ?? it.Text}"), Does.Contain("Chat hello").And.Contain("RoomChange RoomDeleted"));
    }

    /// <summary>Ann in Desk and Lobby, twice in Desk; Bob in Desk; Carol nowhere. Desk and Lobby are of different categories.</summary>
    private sealed class World(TestPool pool) : IAsyncDisposable
    {
        public TestPool Pool => pool;

        public required Person Ann { get; init; }

        public required Person Bob { get; init; }

        public required Person Carol { get; init; }

        public required Category Category { get; init; }

        public required Room Desk { get; init; }

        public required Room Lobby { get; init; }

        public static async Task<World> StartAsync()
        {
            var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
            var category = await pool.CategoryAsync();
            var world = new World(pool)
            {
                Ann = await pool.PersonAsync("ann"),
                Bob = await pool.PersonAsync("bob"),
                Carol = await pool.PersonAsync("carol"),
                Category = category,
                Desk = await pool.RoomInAsync(category, "Desk"),
                Lobby = await pool.RoomAsync("Lobby"),
            };
            await pool.JoinAsync(world.Ann, world.Desk, "ann-1");
            await pool.JoinAsync(world.Ann, world.Desk, "ann-2");
            await pool.JoinAsync(world.Ann, world.Lobby, "ann-3");
            await pool.JoinAsync(world.Bob, world.Desk, "bob-1");
            await pool.ForgetNotesAsync();
            return world;
        }

        public Task<T> DoAsync<T>(AccessChange<T> change, bool isPrepared) =>
            isPrepared ? pool.ChangeAsync(change) : pool.DoAsync(change);

        public bool IsIn(Person person, Room room) => pool.Committed.Room(room.Id)!.IsPresent(person.Id);

        public RoomRoles RolesIn(Person person, Room room) => pool.Committed.Room(room.Id)!.Roster[person.Id].Roles;

        public async Task AssertOutAsync(Person person, string dialog, RefusalKind expected)
        {
            Assert.That(pool.Committed.Room(Desk.Id)?.IsPresent(person.Id) ?? false, Is.False);
            Assert.That((await pool.PostAsync(person, new TestEndpoint(dialog), Desk, "hello")).Refusal?.Kind, Is.EqualTo(expected));
        }

        public ValueTask DisposeAsync() => pool.DisposeAsync();
    }
}
