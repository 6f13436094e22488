using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Tests.Rules;

/// <summary>
/// Every combination of type, privacy, disabled, person enabled and roles, against the product's tables (persistent
/// chat, object model) written down a second time, as lists of who may.
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
        from enabled in new[] { true, false }
        from roles in Enumerable.Range(0, 8)
        let room = new Room(Guid.NewGuid(), Guid.NewGuid(), "Lobby", "", type, privacy, disabled)
        select new TestCaseData(room, (RoomRoles)roles, enabled).SetArgDisplayNames(
            $"{type}",
            $"{privacy}",
            disabled ? "disabled" : "in use",
            $"{(RoomRoles)roles}",
            enabled ? "enabled person" : "disabled person");

    [TestCaseSource(nameof(Everything))]
    public void Who_may_do_what(Room room, RoomRoles roles, bool enabled)
    {
        var letIn = room.Privacy is RoomPrivacy.Open || Members.Contains(roles);
        var mayJoin = enabled && !room.Disabled && letIn;
        var maySee = enabled && (room.Disabled
            ? Managers.Contains(roles)
            : room.Privacy is not RoomPrivacy.Secret || Members.Contains(roles) || Managers.Contains(roles));
        var mayPost = mayJoin && (room.Type is RoomType.Normal || Speakers.Contains(roles));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RoomAccess.MaySee(room, roles, enabled), Is.EqualTo(maySee), "see");
            Assert.That(RoomAccess.MayJoin(room, roles, enabled) is null, Is.EqualTo(mayJoin), "join");
            Assert.That(RoomAccess.MayPost(room, roles, enabled) is null, Is.EqualTo(mayPost), "post");
            Assert.That(RoomAccess.MayReadHistory(room, roles, enabled) is null, Is.EqualTo(mayJoin), "read");
            var mayManage = enabled && Managers.Contains(roles);
            Assert.That(RoomAccess.MayManage(roles, enabled), Is.EqualTo(mayManage), "manage");
        }
    }

    [TestCase(RoomPrivacy.Secret, RoomRoles.None, RefusalKind.NoSuchRoom)]
    [TestCase(RoomPrivacy.Secret, RoomRoles.Manager, RefusalKind.MayNotJoin)]
    [TestCase(RoomPrivacy.Closed, RoomRoles.None, RefusalKind.MayNotJoin)]
    [TestCase(RoomPrivacy.Closed, RoomRoles.Presenter, RefusalKind.MayNotJoin)]
    public void To_strangers_a_secret_room_does_not_exist(RoomPrivacy privacy, RoomRoles roles, RefusalKind expected)
    {
        var room = new Room(Guid.NewGuid(), Guid.NewGuid(), "Lobby", Privacy: privacy);
        Assert.That(RoomAccess.MayJoin(room, roles)!.Kind, Is.EqualTo(expected));
    }
}
