using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Store;

internal sealed class RoleRow
{
    public required Guid RoomId { get; init; }

    public required Guid PersonId { get; init; }

    public RoomRoles Roles { get; init; }
}
