using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Tests.Rules;

/// <summary>
/// Every combination of room type, privacy, state, category scope, files, policy, person and roles, against the product's
/// tables (persistent chat, object model) written down a second time, as lists of who may.
/// </summary>
public sealed class RoomAccessTests
{
    private static readonly RoomRoles[] Members =
    [
        RoomRoles.Member, RoomRoles.Member | RoomRoles.Manager, RoomRoles.Member | RoomRoles.Presenter,
        RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter,
    ];

    private static readonly RoomRoles[] Managers =
    [
        RoomRoles.Manager, RoomRoles.Member | RoomRoles.Manager, RoomRoles.Manager | RoomRoles.Presenter,
        RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter,
    ];

    private static readonly RoomRoles[] Speakers =
        [RoomRoles.Member | RoomRoles.Presenter, RoomRoles.Member | RoomRoles.Manager | RoomRoles.Presenter];

    public static IEnumerable<TestCaseData> Everything() =>
        from type in Enum.GetValues<RoomType>()
        from privacy in Enum.GetValues<RoomPrivacy>()
        from disabled in new[] { false, true }
        from roles in Enumerable.Range(0, 8)
        let room = new Room(Guid.NewGuid(), Guid.NewGuid(), "Lobby", "", type, privacy, disabled)
        select new TestCaseData(room, (RoomRoles)roles).SetArgDisplayNames(
            $"{type}", $"{privacy}", disabled ? "disabled" : "in use", $"{(RoomRoles)roles}");

    [TestCaseSource(nameof(Everything))]
    public void Who_may_do_what(Room room, RoomRoles roles)
    {
        foreach (var (standing, category) in Standings(roles))
        {
            var isIn = standing is { Enabled: true, Permitted: true, Scope: Scope.Allowed };
            var mayJoin = isIn && !room.Disabled && (room.Privacy is RoomPrivacy.Open || Members.Contains(roles));
            var mayPost = mayJoin && (room.Type is RoomType.Normal || Speakers.Contains(roles));
            var maySee = isIn && (Managers.Contains(roles)
                || (!room.Disabled && (room.Privacy is not RoomPrivacy.Secret || Members.Contains(roles))));
            (Deed Deed, bool May)[] table =
            [
                (Deed.See, maySee),
                (Deed.Join, mayJoin),
                (Deed.Read, mayJoin),
                (Deed.Search, mayJoin),
                (Deed.Post, mayPost),
                (Deed.Upload, mayPost && category.AllowsFiles),
                (Deed.Download, mayJoin),
                (Deed.Manage, isIn && Managers.Contains(roles)),
            ];
            Assert.That(table.Select(line => line.Deed), Is.EquivalentTo(Enum.GetValues<Deed>()));
            foreach (var (deed, may) in table)
            {
                var rule = RoomAccess.Decide(deed, room, category, standing);
                Assert.That(RoomAccess.Refuse(deed, rule) is null, Is.EqualTo(may), $"{deed} by {standing}: {rule}");
            }
        }
    }

    [TestCase(RoomPrivacy.Secret, RoomRoles.None, AccessRule.RoomIsSecret, RefusalKind.NoSuchRoom)]
    [TestCase(RoomPrivacy.Secret, RoomRoles.Manager, AccessRule.NotMember, RefusalKind.MayNotJoin)]
    [TestCase(RoomPrivacy.Closed, RoomRoles.None, AccessRule.NotMember, RefusalKind.MayNotJoin)]
    [TestCase(RoomPrivacy.Closed, RoomRoles.Presenter, AccessRule.NotMember, RefusalKind.MayNotJoin)]
    public void To_strangers_a_secret_room_does_not_exist(
        RoomPrivacy privacy, RoomRoles roles, AccessRule rule, RefusalKind refusal)
    {
        var room = new Room(Guid.NewGuid(), Guid.NewGuid(), "Lobby", Privacy: privacy);
        var decided = RoomAccess.Decide(Deed.Join, room, SomeCategory(files: true), new Standing(true, true, Scope.Allowed, roles));
        Assert.That(decided, Is.EqualTo(rule));
        Assert.That(RoomAccess.Refuse(Deed.Join, decided)!.Kind, Is.EqualTo(refusal));
    }

    [Test]
    public void Every_rule_decides_something()
    {
        var rules = from it in Everything()
                    let room = (Room)it.Arguments[0]!
                    from standing in Standings((RoomRoles)it.Arguments[1]!)
                    from deed in Enum.GetValues<Deed>()
                    select RoomAccess.Decide(deed, room, standing.Category, standing.Who);
        Assert.That(rules.Distinct(), Is.EquivalentTo(Enum.GetValues<AccessRule>()));
    }

    [TestCase(true, Scope.Allowed, true, ExpectedResult = null)]
    [TestCase(true, Scope.Allowed, false, ExpectedResult = RefusalKind.MayNotCreate)]
    [TestCase(true, Scope.NotAllowed, true, ExpectedResult = RefusalKind.NoSuchCategory)]
    [TestCase(true, Scope.Denied, true, ExpectedResult = RefusalKind.NoSuchCategory)]
    [TestCase(false, Scope.Allowed, true, ExpectedResult = RefusalKind.PersonDisabled)]
    public RefusalKind? Creators_make_rooms_when_the_category_also_allows_them(bool mayUseChat, Scope scope, bool isCreator)
    {
        var who = new Affiliation(Guid.NewGuid(), PrincipalSet.Everybody);
        var category = SomeCategory(files: false) with
        {
            Allowed = scope is Scope.NotAllowed ? PrincipalSet.None : PrincipalSet.Everybody,
            Denied = scope is Scope.Denied ? PrincipalSet.Of(who.Id) : PrincipalSet.None,
            Creators = isCreator ? PrincipalSet.Of(who.Id) : PrincipalSet.None,
        };
        Assert.That(category.ScopeOf(who), Is.EqualTo(scope));
        return RoomAccess.MayCreateIn(category, mayUseChat, who)?.Kind;
    }

    private static IEnumerable<(Standing Who, Category Category)> Standings(RoomRoles roles) =>
        from scope in Enum.GetValues<Scope>()
        from enabled in new[] { true, false }
        from permitted in new[] { true, false }
        from files in new[] { true, false }
        select (new Standing(enabled, permitted, scope, roles), SomeCategory(files));

    private static Category SomeCategory(bool files) => new(Guid.Empty, "Desks", "", AllowsFiles: files);
}
