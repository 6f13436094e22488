using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Who may do what in a room: pure functions, asked at every command, so that a change takes effect at the next one.
/// Null means yes, a refusal says why not. Roles and privacy are as the original has them (XCCOS facts, section 7): a
/// manager or presenter who is not a member is not let into a closed or secret room.
/// </summary>
public static class RoomAccess
{
    /// <summary>Finds the room in searches and lists. A disabled room is found by its managers only.</summary>
    public static bool MaySee(Room room, RoomRoles roles, bool enabled = true)
    {
        if (!enabled)
        {
            return false;
        }

        if (room.Disabled)
        {
            return roles.HasFlag(RoomRoles.Manager);
        }

        return room.Privacy is not RoomPrivacy.Secret
            || roles.HasFlag(RoomRoles.Member) || roles.HasFlag(RoomRoles.Manager);
    }

    public static Refusal? MayJoin(Room room, RoomRoles roles, bool enabled = true)
    {
        if (!enabled)
        {
            return Refusal.PersonDisabled;
        }

        var isLetIn = room.Privacy is RoomPrivacy.Open || roles.HasFlag(RoomRoles.Member);
        if (!isLetIn)
        {
            // To somebody who may not even see it, a secret room does not exist.
            return MaySee(room with { Disabled = false }, roles) ? Refusal.MayNotJoin : Refusal.NoSuchRoom;
        }

        return room.Disabled ? Refusal.RoomDisabled : null;
    }

    /// <summary>Whether somebody who is in the room may post; being in it is the caller's to check.</summary>
    public static Refusal? MayPost(Room room, RoomRoles roles, bool enabled = true)
    {
        if (MayJoin(room, roles, enabled) is { } refusal)
        {
            return refusal.Kind is RefusalKind.MayNotJoin ? Refusal.MayNotPost : refusal;
        }

        // Also in an open auditorium a presenter must be a member; a manager is not a presenter by that.
        var mayPost = room.Type is RoomType.Normal || roles.HasFlag(RoomRoles.Member | RoomRoles.Presenter);
        return mayPost ? null : Refusal.MayNotPost;
    }

    /// <summary>Reading back does not need a join: whoever may join may read.</summary>
    public static Refusal? MayReadHistory(Room room, RoomRoles roles, bool enabled = true)
    {
        var refusal = MayJoin(room, roles, enabled);
        return refusal?.Kind is RefusalKind.MayNotJoin ? Refusal.MayNotRead : refusal;
    }

    public static bool MayManage(RoomRoles roles, bool enabled = true) => enabled && roles.HasFlag(RoomRoles.Manager);
}
