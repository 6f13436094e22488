namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// <c>uib/aib</c> of a join notice: what somebody may do in a room just entered (xccos.md 6.3, <see
/// cref="PermissionMask"/>).
/// </summary>
public readonly record struct RoomMask(RoomUri Room, int Mask);
