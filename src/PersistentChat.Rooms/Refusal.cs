namespace PersistentChat.Rooms;

/// <summary>
/// An answer that says no. <paramref name="Text"/> is safe to show; compare refusals by <paramref name="Kind"/>.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Text)
{
    public static readonly Refusal NoSuchRoom = new(RefusalKind.NoSuchRoom, "No such room");
    public static readonly Refusal NoSuchCategory = new(RefusalKind.NoSuchCategory, "No such category");
    public static readonly Refusal NoSuchPerson = new(RefusalKind.NoSuchPerson, "No such person");
    public static readonly Refusal PersonDisabled = new(RefusalKind.PersonDisabled, "You may not use chat rooms");
    public static readonly Refusal RoomDisabled = new(RefusalKind.RoomDisabled, "The room is disabled");
    public static readonly Refusal MayNotJoin = new(RefusalKind.MayNotJoin, "You may not join this room");
    public static readonly Refusal MayNotPost = new(RefusalKind.MayNotPost, "You may not post in this room");
    public static readonly Refusal MayNotRead = new(RefusalKind.MayNotRead, "You may not read this room's history");
    public static readonly Refusal MayNotManage = new(RefusalKind.MayNotManage, "You may not manage this room");
    public static readonly Refusal MayNotCreate = new(RefusalKind.MayNotCreate, "You may not create rooms in this category");
    public static readonly Refusal NotAdministrator = new(RefusalKind.NotAdministrator, "Only administrators may do this");
    public static readonly Refusal NoFiles = new(RefusalKind.NoFiles, "This room takes no files");
    public static readonly Refusal NoSuchPrincipal = new(RefusalKind.NoSuchPerson, "No such person, group or domain");
    public static readonly Refusal NoSuchAddIn = new(RefusalKind.NoSuchAddIn, "No such add-in");
    public static readonly Refusal NoSuchToken = new(RefusalKind.NoSuchToken, "No such token");
    public static readonly Refusal TooManyTokens = new(RefusalKind.LimitReached, "There are as many tokens as there can be");
    public static readonly Refusal TooManyRequests = new(RefusalKind.LimitReached, "There are as many keyed requests as can be kept");
    public static readonly Refusal AlreadyMade = new(RefusalKind.AlreadyMade, "This request has made what it was to make, and cannot be answered again");
    public static readonly Refusal KeyReused = new(RefusalKind.KeyReused, "Another request came with this key");
    public static readonly Refusal NotInScope = new(RefusalKind.NotInScope, "The category does not allow this");
    public static readonly Refusal PresenterNotMember = new(RefusalKind.PresenterNotMember, "A presenter must be a member");
    public static readonly Refusal Collision = new(RefusalKind.Collision, "It was changed by somebody else meanwhile");
    public static readonly Refusal InUse = new(RefusalKind.InUse, "It is still in use");
    public static readonly Refusal FromDirectory = new(RefusalKind.FromDirectory, "It comes from a directory and is changed there");
    public static readonly Refusal NotJoined = new(RefusalKind.NotJoined, "You are not in this room");
    public static readonly Refusal MessageTooLong = new(RefusalKind.MessageTooLong, "The message is too long");
    public static readonly Refusal DuplicateName = new(RefusalKind.DuplicateName, "The name is taken");
    public static readonly Refusal Busy = new(RefusalKind.Busy, "The server is busy, try again");
    public static readonly Refusal ServerStopping = new(RefusalKind.ServerStopping, "The server is stopping");
    public static readonly Refusal ServerError = new(RefusalKind.ServerError, "The server could not do this");

    public static readonly Refusal ArchiveUnavailable =
        new(RefusalKind.ArchiveUnavailable, "Nothing can be archived at the moment, so chat rooms are closed for now");

    /// <param name="what">Which argument and why, in words for the caller.</param>
    public static Refusal InvalidArgument(string what) => new(RefusalKind.InvalidArgument, what);
}
