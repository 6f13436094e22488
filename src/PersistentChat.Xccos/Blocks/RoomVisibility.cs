namespace PersistentChat.Xccos.Blocks;

/// <summary>The visibility fact of a room (xccos.md section 5). Only <c>private</c> was seen on a wire.</summary>
public enum RoomVisibility
{
    /// <summary><c>private</c>: a secret room.</summary>
    Private,

    /// <summary><c>scope</c>: a closed room.</summary>
    Scope,

    /// <summary><c>open</c>.</summary>
    Open,
}
