namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// A persistent chat room as its managers set it up; who is in it now is a <see cref="RoomSnapshot"/>.
/// </summary>
/// <param name="InvitationsOff">Switches invitations off against the category; it cannot switch them on.</param>
/// <param name="AddInId">A page that clients show beside the room, one of those the pool knows; null: none.</param>
public sealed record Room(
    Guid Id,
    Guid CategoryId,
    string Name,
    string Description = "",
    RoomType Type = RoomType.Normal,
    RoomPrivacy Privacy = RoomPrivacy.Closed,
    bool Disabled = false,
    bool InvitationsOff = false,
    Guid? AddInId = null);
