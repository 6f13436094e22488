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
    MayNotManage,
    MayNotCreate,
    NotAdministrator,
    NoFiles,
    NoSuchAddIn,
    NoSuchToken,

    /// <summary>A category's lists forbid it.</summary>
    NotInScope,
    PresenterNotMember,

    /// <summary>What was to be changed is not what the caller saw.</summary>
    Collision,

    /// <summary>To be deleted, but something still needs it.</summary>
    InUse,

    /// <summary>Not to be changed here.</summary>
    FromDirectory,
    NotJoined,
    MessageTooLong,
    DuplicateName,
    InvalidArgument,
    Busy,
    ServerStopping,
    ServerError,
    LimitReached,

    /// <summary>A repetition of what was done before.</summary>
    AlreadyMade,

    /// <summary>What is to be a repetition is something else.</summary>
    KeyReused,

    /// <summary>It would have to be archived, and the archive cannot be reached; passes by itself.</summary>
    ArchiveUnavailable,
}
