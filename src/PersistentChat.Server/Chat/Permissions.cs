using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Chat;

/// <summary>The permission mask that a person's roles in a room come to on the wire (xccos.md section 6.3).</summary>
internal static class Permissions
{
    public static int MaskOf(RoomRoles roles) =>
        PermissionMask.Of(roles.HasFlag(RoomRoles.Manager), roles.HasFlag(RoomRoles.Presenter));
}
