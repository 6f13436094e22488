using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Who may do what in a room: pure functions, asked at every command, so that a change takes effect at the next one.
/// Roles and privacy are as the original has them (XCCOS facts, section 7): a manager or presenter who is not a member is
/// not let into a closed or secret room.
/// </summary>
public static class RoomAccess
{
    /// <summary>Null: yes.</summary>
    public static Refusal? Check(Deed deed, Room room, Category category, Standing who) =>
        Refuse(deed, Decide(deed, room, category, who));

    /// <inheritdoc cref="Check(Deed, Room, Category, Standing)"/>
    public static Refusal? Check(Deed deed, RoomSnapshot room, Standing who) => Check(deed, room.Room, room.Category, who);

    /// <summary>The rule that decides.</summary>
    public static AccessRule Decide(Deed deed, Room room, Category category, Standing who) =>
        !who.Enabled ? AccessRule.PersonIsDisabled
        : !who.Permitted ? AccessRule.PolicyIsOff
        : who.Scope is Scope.Denied ? AccessRule.CategoryDenies
        : who.Scope is Scope.NotAllowed ? AccessRule.NotAllowedByCategory
        : deed switch
        {
            Deed.See => See(room, who.Roles),
            Deed.Manage => Manage(room, who.Roles),
            Deed.Join or Deed.Read or Deed.Search => Join(room, who.Roles),
            Deed.Post => Post(room, who.Roles),
            Deed.Upload => category.AllowsFiles ? Post(room, who.Roles) : AccessRule.NoFilesInCategory,

            // What was uploaded before the category forbade files is still there to be read.
            Deed.Download => Join(room, who.Roles),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, null),
        };

    /// <summary>How a rule is said to whom it concerns. Null: it is a yes.</summary>
    public static Refusal? Refuse(Deed deed, AccessRule rule) => rule switch
    {
        AccessRule.PersonIsDisabled or AccessRule.PolicyIsOff => Refusal.PersonDisabled,

        // To somebody who may not even see it, a room does not exist.
        AccessRule.CategoryDenies or AccessRule.NotAllowedByCategory or AccessRule.RoomIsSecret => Refusal.NoSuchRoom,
        AccessRule.RoomIsDisabled => Refusal.RoomDisabled,
        AccessRule.NoFilesInCategory => Refusal.NoFiles,
        AccessRule.NotManager => Refusal.MayNotManage,
        AccessRule.NotMember or AccessRule.NotPresenter => deed switch
        {
            Deed.Read or Deed.Search or Deed.Download => Refusal.MayNotRead,
            Deed.Post or Deed.Upload => Refusal.MayNotPost,
            _ => Refusal.MayNotJoin,
        },
        _ => null,
    };

    /// <summary>Whether somebody may make rooms in a category, or move rooms into it. Null: yes.</summary>
    /// <param name="mayUseChat">See <see cref="Pool.MayUseChat"/>.</param>
    public static Refusal? MayCreateIn(Category category, bool mayUseChat, Affiliation who) =>
        !mayUseChat ? Refusal.PersonDisabled
        : category.ScopeOf(who) is not Scope.Allowed ? Refusal.NoSuchCategory
        : who.IsIn(category.Creators) ? null
        : Refusal.MayNotCreate;

    /// <summary>A disabled room is found by its managers only.</summary>
    private static AccessRule See(Room room, RoomRoles roles) =>
        roles.HasFlag(RoomRoles.Manager) ? AccessRule.IsManager
        : room.Disabled ? AccessRule.RoomIsDisabled
        : roles.HasFlag(RoomRoles.Member) ? AccessRule.IsMember
        : room.Privacy is RoomPrivacy.Secret ? AccessRule.RoomIsSecret
        : AccessRule.RoomIsListed;

    private static AccessRule Join(Room room, RoomRoles roles)
    {
        var isMember = roles.HasFlag(RoomRoles.Member);
        if (!isMember && room.Privacy is not RoomPrivacy.Open)
        {
            return room.Privacy is RoomPrivacy.Secret && !roles.HasFlag(RoomRoles.Manager)
                ? AccessRule.RoomIsSecret
                : AccessRule.NotMember;
        }

        return room.Disabled ? AccessRule.RoomIsDisabled : isMember ? AccessRule.IsMember : AccessRule.RoomIsOpen;
    }

    private static AccessRule Post(Room room, RoomRoles roles)
    {
        var rule = Join(room, roles);
        if (room.Type is RoomType.Normal || rule is not (AccessRule.IsMember or AccessRule.RoomIsOpen))
        {
            return rule;
        }

        // Also in an open auditorium a presenter must be a member; a manager is not a presenter by that.
        return roles.HasFlag(RoomRoles.Member | RoomRoles.Presenter) ? AccessRule.IsPresenter : AccessRule.NotPresenter;
    }

    private static AccessRule Manage(Room room, RoomRoles roles) =>
        roles.HasFlag(RoomRoles.Manager) ? AccessRule.IsManager
        : room.Privacy is RoomPrivacy.Secret && !roles.HasFlag(RoomRoles.Member) ? AccessRule.RoomIsSecret
        : AccessRule.NotManager;
}
