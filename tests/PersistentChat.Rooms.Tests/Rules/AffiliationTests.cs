using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Tests.Rules;

/// <summary>Groups in groups, domains, and what somebody is by belonging to them.</summary>
public sealed class AffiliationTests
{
    private static readonly Person Ann = new(Guid.NewGuid(), "sip:ann@example.com", "Ann", null, true);
    private static readonly Person Bob = new(Guid.NewGuid(), "sip:bob@sales.example.com", "Bob", null, true);

    [Test]
    public void Somebody_belongs_to_groups_and_to_those_they_are_in()
    {
        var traders = Of("traders", Ann.Id);
        var desk = Of("desk", traders.Id);
        var house = Of("house", desk.Id, Bob.Id);
        var all = Affiliations.Of([traders, desk, house, Of("others")]);
        Assert.That(all.Of(Ann).Groups, Is.EquivalentTo(new[] { traders.Id, desk.Id, house.Id, PrincipalSet.EverybodyId }));
        Assert.That(all.Of(Bob).Groups, Is.EquivalentTo(new[] { house.Id, PrincipalSet.EverybodyId }));
    }

    [Test]
    public void A_domain_is_everybody_with_an_address_in_it_and_may_be_in_groups()
    {
        var sales = new Group(Guid.NewGuid(), PrincipalKind.Domain, "sales.example.com", PrincipalSet.None);
        var field = Of("field", sales.Id);
        var all = Affiliations.Of([sales, field]);
        Assert.That(all.Of(Bob).Groups, Is.EquivalentTo(new[] { sales.Id, field.Id, PrincipalSet.EverybodyId }));
        Assert.That(all.Of(Ann).Groups, Is.EqualTo(PrincipalSet.Everybody));
        Assert.That((all.DomainOf(Ann), all.DomainOf(Bob)), Is.EqualTo(((Guid?)null, (Guid?)sales.Id)));
    }

    [Test]
    public void Groups_that_are_in_each_other_come_to_an_end()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var all = Affiliations.Of(
        [
            new Group(one, PrincipalKind.Group, "one", PrincipalSet.Of(two, Ann.Id)),
            new Group(two, PrincipalKind.Group, "two", PrincipalSet.Of(one)),
        ]);
        Assert.That(all.Of(Ann).Groups, Is.EquivalentTo(new[] { one, two, PrincipalSet.EverybodyId }));
    }

    [Test]
    public void A_change_of_a_group_comes_to_what_loading_it_would_come_to()
    {
        var (traders, desk) = (Of("traders", Ann.Id), Of("desk"));
        var domain = new Group(Guid.NewGuid(), PrincipalKind.Domain, "sales.example.com", PrincipalSet.None);
        var before = Affiliations.Of([traders, desk]);
        var changed = desk with { Members = PrincipalSet.Of(traders.Id, domain.Id) };
        var after = before.With(domain.Id, domain).With(desk.Id, changed);
        Assert.That(after.Of(Ann).Groups, Is.EqualTo(Affiliations.Of([traders, changed, domain]).Of(Ann).Groups));
        Assert.That(after.Of(Bob).Groups, Is.EqualTo(PrincipalSet.Of(domain.Id, desk.Id, PrincipalSet.EverybodyId)));
        var less = after.With(traders.Id, traders with { Members = PrincipalSet.None }).With(domain.Id, null);
        Assert.That(less.Of(Ann).Groups, Is.EqualTo(PrincipalSet.Everybody));
        Assert.That(less.Of(Bob).Groups, Is.EqualTo(PrincipalSet.Everybody));
        Assert.That(before.Of(Ann).Groups, Is.EqualTo(PrincipalSet.Of(traders.Id, PrincipalSet.EverybodyId)), "unchanged");
    }

    [TestCase(1)]
    [TestCase(40)]
    public void Roles_come_from_oneself_and_from_everything_one_belongs_to(int otherGroups)
    {
        var traders = Of("traders", Ann.Id);
        var who = Affiliations.Of([traders]).Of(Ann);
        var room = Snapshot()
            .WithPersonRoles(Ann.Id, RoomRoles.Member)
            .WithPersonRoles(Bob.Id, RoomRoles.Manager)
            .WithGroupRoles(traders.Id, RoomRoles.Member | RoomRoles.Presenter);
        for (var i = 0; i < otherGroups; i++)
        {
            room = room.WithGroupRoles(Guid.NewGuid(), RoomRoles.Manager);
        }

        Assert.That(room.RolesOf(who), Is.EqualTo(RoomRoles.Member | RoomRoles.Presenter));
        Assert.That(room.WithGroupRoles(traders.Id, RoomRoles.None).RolesOf(who), Is.EqualTo(RoomRoles.Member));
    }

    [TestCase(null, null, null, ExpectedResult = true)]
    [TestCase(false, null, null, ExpectedResult = false)]
    [TestCase(false, true, null, ExpectedResult = true)]
    [TestCase(true, false, null, ExpectedResult = false)]
    [TestCase(false, false, true, ExpectedResult = true)]
    [TestCase(true, true, false, ExpectedResult = false)]
    [TestCase(null, null, false, ExpectedResult = false)]
    public bool The_narrowest_policy_that_is_set_holds(bool? pool, bool? domain, bool? person)
    {
        var sales = new Group(Guid.NewGuid(), PrincipalKind.Domain, "sales.example.com", PrincipalSet.None);
        (Guid Id, bool? Value)[] set = [(PrincipalSet.EverybodyId, pool), (sales.Id, domain), (Bob.Id, person)];
        var all = Pool.Empty with { Affiliations = Affiliations.Of([sales]) };
        foreach (var (id, value) in set.Where(it => it.Value is not null))
        {
            all = all with { Policies = all.Policies.Add(id, value!.Value) };
        }

        return all.MayUseChat(Bob);
    }

    private static Group Of(string name, params Guid[] members) =>
        new(Guid.NewGuid(), PrincipalKind.Group, name, PrincipalSet.Of(members));

    private static RoomSnapshot Snapshot() => new()
    {
        Room = new Room(Guid.NewGuid(), Guid.NewGuid(), "Lobby"),
        Category = new Category(Guid.NewGuid(), "Desks", ""),
    };
}
