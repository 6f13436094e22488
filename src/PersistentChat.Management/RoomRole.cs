namespace PersistentChat.Management;

/// <summary>As what somebody is listed in a room.</summary>
public enum RoomRole
{
    Member = 1,
    Manager = 2,
    Presenter = 4,
}
