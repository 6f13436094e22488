using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>Lists, groups and policies as they are stored.</summary>
[EveryEngine]
public sealed class RulesTests
{
    [Test]
    public async Task Everything_that_decides_about_access_survives_a_restart()
    {
        using var folder = new TempFolder();
        Pool before;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
            var domain = await pool.DomainAsync("example.com");
            var inner = await pool.GroupAsync("inner", ann.Id, domain.Id);
            var outer = await pool.GroupAsync("outer", inner.Id);
            var gone = await pool.GroupAsync("gone", bob.Id);
            var addIn = await pool.DoAsync(new CreateAddIn(new AddIn(Guid.NewGuid(), "Ticker", "https://example.com/t")));
            var category = await pool.DoAsync(new CreateCategory(new Category(Guid.NewGuid(), "Desks", "", AllowsFiles: false)
            {
                Allowed = PrincipalSet.Of(domain.Id, ann.Id),
                Denied = PrincipalSet.Of(bob.Id),
                Creators = PrincipalSet.Of(ann.Id),
            }));
            var room = await pool.RoomInAsync(category, "Desk");
            await pool.DoAsync(new ChangeRoles(room.Id, domain.Id, RoomRoles.Member));
            await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member | RoomRoles.Presenter));
            await pool.DoAsync(new ChangeRoom(room with
            {
                Name = "Long desk",
                Type = RoomType.Auditorium,
                Privacy = RoomPrivacy.Secret,
                Disabled = true,
                AddInId = addIn.Id,
            }));
            await pool.ChangeAsync(new ChangeCategory(category with { Denied = PrincipalSet.Of(outer.Id), Name = "Tables" }));
            await pool.ChangeAsync(new ChangeGroup(outer with { Name = "outermost", Members = PrincipalSet.Of(inner.Id, bob.Id) }));
            await pool.DoAsync(new DeleteGroup(gone.Id));
            await pool.ChangeAsync(new SetPolicy(domain.Id, false));
            await pool.ChangeAsync(new SetPolicy(bob.Id, true));
            await pool.ChangeAsync(new SetPolicy(domain.Id, null));
            before = pool.Committed;
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var after = again.Committed;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Categories, Is.EquivalentTo(before.Categories));
            Assert.That(after.Affiliations.Groups, Is.EquivalentTo(before.Affiliations.Groups));
            Assert.That(after.Policies, Is.EquivalentTo(before.Policies).And.Count.EqualTo(1));
            Assert.That(after.AddIns, Is.EquivalentTo(before.AddIns));
            Assert.That(after.RoomIdsByName, Is.EquivalentTo(before.RoomIdsByName));
            var (was, now) = (before.Rooms.Values.Single(), after.Rooms.Values.Single());
            Assert.That((now.Room, now.Category, now.AddIn), Is.EqualTo((was.Room, was.Category, was.AddIn)));
            Assert.That(now.Roles, Is.EquivalentTo(was.Roles));
            Assert.That(now.GroupRoles, Is.EquivalentTo(was.GroupRoles).And.Count.EqualTo(1));
        }
    }
}
