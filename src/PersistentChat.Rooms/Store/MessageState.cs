namespace PersistentChat.Rooms.Store;

/// <summary>
/// Why a message number has text or not. Stored by number. Every number keeps its row until it is purged.
/// </summary>
internal enum MessageState
{
    Kept = 0,

    /// <summary>Removed by an administrator.</summary>
    Removed = 1,

    /// <summary>The category keeps no history: it was delivered and archived, not kept here.</summary>
    NotKept = 2,

    /// <summary>An administrator has put another text in its place; read back like any other.</summary>
    Replaced = 3,
}
