namespace PersistentChat.Management;

/// <summary>All settings of a room.</summary>
/// <param name="Name">1 to 256 characters, unique.</param>
/// <param name="CategoryId">A room that is there changes it by being moved only.</param>
/// <param name="Description">At most 256 characters.</param>
/// <param name="Disabled">Nobody can be in it.</param>
/// <param name="InvitationsOff">New members are not told, whatever the category says.</param>
/// <param name="AddInId">A page shown beside the room, one of those the pool knows.</param>
public sealed record RoomSettings(
    string Name,
    Guid CategoryId,
    string Description = "",
    RoomType Type = RoomType.Normal,
    RoomPrivacy Privacy = RoomPrivacy.Closed,
    bool Disabled = false,
    bool InvitationsOff = false,
    Guid? AddInId = null);
