namespace PersistentChat.Rooms.Rooms;

/// <summary>Who speaks. Stored by number, the numbers of the original's <c>behavior</c>.</summary>
public enum RoomType
{
    Normal = 4,

    /// <summary>Only presenters post; all members read.</summary>
    Auditorium = 5,
}
