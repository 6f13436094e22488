namespace PersistentChat.Rooms.Membership;

/// <summary>What somebody is in a room. Stored by number.</summary>
[Flags]
public enum RoomRoles
{
    None = 0,

    /// <summary>Sees, joins, reads, posts (in a normal room).</summary>
    Member = 1,

    /// <summary>Manages the room; does not join it by that alone.</summary>
    Manager = 2,

    /// <summary>Posts in an auditorium, when also a member.</summary>
    Presenter = 4,
}
