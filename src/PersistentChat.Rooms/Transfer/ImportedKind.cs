namespace PersistentChat.Rooms.Transfer;

/// <summary>What sort of thing an import takes in.</summary>
public enum ImportedKind
{
    Person,
    Group,
    AddIn,
    Category,
    Policy,
    Room,

    /// <summary>The messages of a room, as one.</summary>
    Messages,
}
