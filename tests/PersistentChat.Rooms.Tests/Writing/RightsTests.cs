using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Who may change what, and what is refused to everybody.</summary>
[EveryEngine]
public sealed class RightsTests
{
    [Test]
    public async Task Managers_change_their_room_creators_make_and_move_rooms_and_nobody_else_does()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var group = await pool.GroupAsync("creators", ann.Id);
        var mine = await pool.DoAsync(new CreateCategory(
            new Category(Guid.NewGuid(), "Mine", "") { Creators = PrincipalSet.Of(group.Id) }));
        var other = await pool.CategoryAsync();
        var plan = new Room(Guid.NewGuid(), mine.Id, "Desk");

        Assert.That(await pool.RefusalOfAsync(new CreateRoom(plan) { By = bob }), Is.EqualTo(Refusal.MayNotCreate));
        var room = await pool.DoAsync(new CreateRoom(plan) { By = ann });
        Assert.That(room.RolesOf(ann.Id), Is.EqualTo(RoomRoles.Manager));

        var renamed = plan with { Name = "Long desk" };
        Assert.That(await pool.RefusalOfAsync(new ChangeRoom(renamed) { By = bob }), Is.EqualTo(Refusal.MayNotManage));
        await pool.DoAsync(new ChangeRoom(renamed) { By = ann });
        Assert.That(await pool.RefusalOfAsync(new ChangeRoles(room.Id, bob.Id, RoomRoles.Member) { By = bob }), Is.EqualTo(Refusal.MayNotManage));
        await pool.DoAsync(new ChangeRoles(room.Id, bob.Id, RoomRoles.Member | RoomRoles.Manager) { By = ann });

        Assert.That(await pool.RefusalOfAsync(new MoveRoom(room.Id, other.Id) { By = ann }), Is.EqualTo(Refusal.MayNotCreate));
        Assert.That(await pool.RefusalOfAsync(new MoveRoom(room.Id, other.Id) { By = ann, AsAdministrator = true }), Is.Null);
        await pool.DoAsync(new MoveRoom(room.Id, mine.Id) { By = ann });
        Assert.That(await pool.RefusalOfAsync(new MoveRoom(room.Id, other.Id) { By = bob }), Is.EqualTo(Refusal.MayNotCreate));
    }

    [Test]
    public async Task Categories_groups_policies_and_add_ins_are_for_administrators()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, category, group) = (await pool.PersonAsync("ann"), await pool.CategoryAsync(), await pool.GroupAsync("group"));
        var addIn = await pool.DoAsync(new CreateAddIn(new AddIn(Guid.NewGuid(), "Ticker", "https://example.com/t")));
        Refusal?[] refusals =
        [
            await pool.RefusalOfAsync(new CreateCategory(new Category(Guid.NewGuid(), "New", "")) { By = ann }),
            await pool.RefusalOfAsync(new ChangeCategory(category with { Name = "Other" }) { By = ann }),
            await pool.RefusalOfAsync(new DeleteCategory(category.Id) { By = ann }),
            await pool.RefusalOfAsync(new CreateGroup(group with { Id = Guid.NewGuid(), Name = "New" }) { By = ann }),
            await pool.RefusalOfAsync(new ChangeGroup(group with { Name = "Other" }) { By = ann }),
            await pool.RefusalOfAsync(new DeleteGroup(group.Id) { By = ann }),
            await pool.RefusalOfAsync(new SetPolicy(ann.Id, true) { By = ann }),
            await pool.RefusalOfAsync(new CreateAddIn(addIn with { Id = Guid.NewGuid(), Name = "New" }) { By = ann }),
            await pool.RefusalOfAsync(new DeleteAddIn(addIn.Id) { By = ann }),
        ];
        Assert.That(refusals, Is.All.EqualTo(Refusal.NotAdministrator));
    }

    /// <summary>
    /// Whatever takes stored messages away asks one rule, so that a legal hold will be a rule in one place: this lists them
    /// all, and a new one does not compile without a permit nor pass without a line here.
    /// </summary>
    [Test]
    public async Task Everything_that_takes_messages_away_asks_one_rule_which_knows_administrators_only()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Desk");
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member | RoomRoles.Manager));
        await pool.PostAsync(ann, await pool.JoinAsync(ann, room), room, "hello");
        (Type Erasure, Func<bool, Task<Refusal?>> TryAsync)[] all =
        [
            (typeof(Replacement), asAdministrator => pool.RefusalOfAsync(
                new ReplaceMessages(room.Id, [1], null) { By = ann, AsAdministrator = asAdministrator })),
            (typeof(Purge), asAdministrator => pool.RefusalOfAsync(
                new PurgeRoom(room.Id, 1) { By = ann, AsAdministrator = asAdministrator })),
            (typeof(RoomErasure), asAdministrator => pool.RefusalOfAsync(
                new DeleteRoom(room.Id) { By = ann, AsAdministrator = asAdministrator })),
        ];
        var known = typeof(Erasure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Erasure)));
        Assert.That(all.Select(it => it.Erasure), Is.EquivalentTo(known));
        foreach (var (erasure, tryAsync) in all)
        {
            Assert.That(await tryAsync(false), Is.EqualTo(Refusal.NotAdministrator), erasure.Name);
            Assert.That(await tryAsync(true), Is.Null, erasure.Name);
        }
    }

    [Test]
    public async Task Lists_hold_only_whom_the_category_allows()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var (inside, outside) = (await pool.GroupAsync("inside", ann.Id), await pool.GroupAsync("outside", bob.Id));
        var domain = await pool.DomainAsync("example.com");
        var category = await pool.DoAsync(new CreateCategory(new Category(Guid.NewGuid(), "Walled", "")
        {
            Allowed = PrincipalSet.Of(domain.Id, inside.Id),
            Denied = PrincipalSet.Of(outside.Id),
        }));
        var room = await pool.RoomInAsync(category, "Desk");
        Refusal?[] refusals =
        [
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, inside.Id, RoomRoles.Member)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, domain.Id, RoomRoles.Member)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, bob.Id, RoomRoles.Member)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, outside.Id, RoomRoles.Manager)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Presenter)),
            await pool.RefusalOfAsync(new ChangeRoles(room.Id, Guid.NewGuid(), RoomRoles.Member)),
        ];
        Assert.That(refusals, Is.EqualTo(new[]
        {
            null, null, null, Refusal.NotInScope, Refusal.NotInScope, Refusal.PresenterNotMember, Refusal.NoSuchPrincipal,
        }));
    }

    [Test]
    public async Task What_cannot_be_is_refused()
    {
        await using var pool = await TestPool.StartAsync();
        var room = await pool.RoomAsync("Desk");
        var second = await pool.RoomAsync("Lobby");
        var (inner, outer) = (await pool.GroupAsync("inner"), await pool.GroupAsync("outer"));
        await pool.DoAsync(new ChangeGroup(outer with { Members = PrincipalSet.Of(inner.Id) }));
        var synchronised = await pool.DoAsync(new CreateGroup(new Group(
            Guid.NewGuid(), PrincipalKind.Group, "synchronised", PrincipalSet.None, PrincipalSource.Directory)));
        (JournalCommand<RoomSnapshot> Command, RefusalKind Kind)[] rooms =
        [
            (new ChangeRoom(room with { Name = "LOBBY" }), RefusalKind.DuplicateName),
            (new ChangeRoom(room with { Name = " " }), RefusalKind.InvalidArgument),
            (new ChangeRoom(room with { AddInId = Guid.NewGuid() }), RefusalKind.NoSuchAddIn),
            (new ChangeRoom(room with { CategoryId = second.CategoryId }), RefusalKind.InvalidArgument),
            (new ChangeRoom(room with { Name = "Table" }) { Expected = room with { Name = "Before" } }, RefusalKind.Collision),
            (new ChangeRoom(room with { Id = Guid.NewGuid() }), RefusalKind.NoSuchRoom),
            (new MoveRoom(room.Id, Guid.NewGuid()), RefusalKind.NoSuchCategory),
            (new PurgeRoom(room.Id, 1), RefusalKind.InvalidArgument),
        ];
        foreach (var (command, kind) in rooms)
        {
            Assert.That((await pool.RefusalOfAsync(command))?.Kind, Is.EqualTo(kind), $"{command}");
        }

        (JournalCommand<Group> Command, RefusalKind Kind)[] groups =
        [
            (new ChangeGroup(inner with { Members = PrincipalSet.Of(outer.Id) }), RefusalKind.InvalidArgument),
            (new ChangeGroup(inner with { Members = PrincipalSet.Of(inner.Id) }), RefusalKind.InvalidArgument),
            (new ChangeGroup(inner with { Members = PrincipalSet.Of(Guid.NewGuid()) }), RefusalKind.NoSuchPerson),
            (new ChangeGroup(inner with { Name = "OUTER" }), RefusalKind.DuplicateName),
            (new ChangeGroup(synchronised with { Name = "mine" }), RefusalKind.FromDirectory),
            (new ChangeGroup(inner with { Kind = PrincipalKind.Domain }), RefusalKind.InvalidArgument),
            (new DeleteGroup(inner.Id), RefusalKind.InUse),
            (new CreateGroup(new Group(Guid.NewGuid(), PrincipalKind.Domain, "Not A Domain", PrincipalSet.None)), RefusalKind.InvalidArgument),
        ];
        foreach (var (command, kind) in groups)
        {
            Assert.That((await pool.RefusalOfAsync(command))?.Kind, Is.EqualTo(kind), $"{command}");
        }

        Assert.That((await pool.RefusalOfAsync(new DeleteCategory(room.CategoryId)))?.Kind, Is.EqualTo(RefusalKind.InUse));
        Assert.That((await pool.RefusalOfAsync(new SetPolicy(inner.Id, false)))?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await pool.RefusalOfAsync(new ChangeGroup(synchronised with { Name = "theirs" }) { FromDirectory = true }), Is.Null);
    }

    [Test]
    public async Task Why_somebody_may_not_is_told_with_the_rule_and_whom_it_goes_by()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var wall = await pool.GroupAsync("wall", bob.Id);
        var category = await pool.CategoryAsync();
        var room = await pool.RoomInAsync(category, "Desk", RoomPrivacy.Closed);
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member));
        await pool.ChangeAsync(new ChangeCategory(category with { Denied = PrincipalSet.Of(wall.Id) }));

        var anns = pool.Access.Why(ann.Id, Deed.Post, room.Id).Value;
        var bobs = pool.Access.Why(bob.Id, Deed.Join, room.Id).Value;
        Assert.That((anns.Rule, anns.Refusal), Is.EqualTo((AccessRule.IsMember, (Refusal?)null)));
        Assert.That(anns.Through, Is.EqualTo(new[] { ann.Id }));
        Assert.That((bobs.Rule, bobs.Refusal), Is.EqualTo((AccessRule.CategoryDenies, Refusal.NoSuchRoom)));
        Assert.That(bobs.Through, Is.EqualTo(new[] { wall.Id }));
        await pool.ChangeAsync(new SetPolicy(PrincipalSet.EverybodyId, false));
        Assert.That(pool.Access.Why(ann.Id, Deed.Read, room.Id).Value.Through, Is.EqualTo(new[] { PrincipalSet.EverybodyId }));
        Assert.That(pool.Access.Why(ann.Id, Deed.Read, Guid.NewGuid()).Refusal, Is.EqualTo(Refusal.NoSuchRoom));
    }
}
