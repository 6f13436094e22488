namespace PersistentChat.Rooms.Rooms;

/// <summary>Who sees and joins. Stored by number, the numbers of the original's <c>visibility</c>.</summary>
public enum RoomPrivacy
{
    /// <summary>Seen and joined by members only.</summary>
    Secret = 2,

    /// <summary>Seen by all, joined by members.</summary>
    Closed = 3,

    /// <summary>Seen and joined by all.</summary>
    Open = 6,
}
