namespace PersistentChat.Rooms.Rooms;

/// <summary>How somebody came to leave a room; its name is what a compliance event gives as the reason.</summary>
public enum LeaveReason
{
    /// <summary>Asked to leave this room.</summary>
    Left,

    /// <summary>Ended the dialog.</summary>
    SignedOut,

    /// <summary>The dialog was not refreshed in time or did not answer.</summary>
    Expired,

    ConnectionLost,

    /// <summary>Did not keep up with what the rooms sent.</summary>
    TooSlow,

    /// <summary>May not be in the room any more.</summary>
    AccessLost,

    /// <summary>The room was disabled for everybody.</summary>
    RoomDisabled,

    RoomDeleted,

    ServerStopping,

    /// <summary>The server ended without a word; the next one found out.</summary>
    ServerStopped,
}
