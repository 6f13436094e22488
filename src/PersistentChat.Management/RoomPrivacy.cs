namespace PersistentChat.Management;

/// <summary>Who finds and joins a room: members only; found by all and joined by members; all.</summary>
public enum RoomPrivacy
{
    Secret = 2,
    Closed = 3,
    Open = 6,
}
