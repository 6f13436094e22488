namespace PersistentChat.Management;

/// <summary>Who speaks in a room: its members, or (auditorium) those of them who are presenters.</summary>
public enum RoomType
{
    Normal = 4,
    Auditorium = 5,
}
