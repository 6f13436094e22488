namespace PersistentChat.Rooms;

/// <summary>What sort of no. Each front door maps a kind to its own codes in one place.</summary>
public enum RefusalKind
{
    NoSuchRoom,
    NoSuchCategory,
    NoSuchPerson,
    PersonDisabled,
    RoomDisabled,
    MayNotJoin,
    MayNotPost,
    MayNotRead,
    NotJoined,
    MessageTooLong,
    DuplicateName,
    InvalidArgument,
    Busy,
    ServerStopping,
    ServerError,
    LimitReached,

    /// <summary>It would have to be archived, and the archive cannot be reached; passes by itself.</summary>
    ArchiveUnavailable,
}
