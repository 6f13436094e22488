using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Store;

internal sealed class RoleRow
{
    public required Guid RoomId { get; init; }

    /// <summary>A person, a group or a domain.</summary>
    public required Guid PrincipalId { get; init; }

    public RoomRoles Roles { get; init; }
}
