namespace PersistentChat.Xccos;

/// <summary>
/// The one table of response codes (xccos.md section 10). Only <see cref="Success"/> was seen on a wire. All other
/// numbers are <b>our own choice</b> (G); the names are those of the vendor's SDK errors, written like SUCCESS_OK (G).
/// Behind each stands the SDK's own number, which does not stand on the wire.
/// </summary>
public static class ResponseCodes
{
    public static readonly ResponseCode Success = new(200, "SUCCESS_OK"); // seen

    public static readonly ResponseCode InvalidArgument = new(400, "INVALID_ARGUMENT"); // SDK 3
    public static readonly ResponseCode NodeHierarchyViolation = new(400, "NODE_HIERARCHY_VIOLATION"); // SDK 8
    public static readonly ResponseCode PresenterNotMember = new(400, "PRESENTER_NOT_IN_MEMBER_LIST"); // SDK 23

    public static readonly ResponseCode NoParticipantList = new(403, "CANNOT_GET_PARTICIPANT_LIST"); // SDK 4
    public static readonly ResponseCode RoomDisabled = new(403, "NODE_DISABLED"); // SDK 7
    public static readonly ResponseCode NotPermitted = new(403, "ERROR_PERMISSION"); // SDK 9
    public static readonly ResponseCode UnableToCreateRoom = new(403, "UNABLE_TO_CREATE_ROOM"); // SDK 12
    public static readonly ResponseCode NotJoined = new(403, "USER_NOT_JOINED"); // SDK 14
    public static readonly ResponseCode InvalidToken = new(403, "INVALID_TOKEN"); // SDK 18
    public static readonly ResponseCode NotInScope = new(403, "PRINCIPALS_NOT_IN_SCOPE"); // SDK 22

    public static readonly ResponseCode NoSuchRoom = new(404, "NO_SUCH_NODE"); // SDK 10
    public static readonly ResponseCode NoSuchPerson = new(404, "NO_SUCH_PRINCIPAL"); // SDK 11

    public static readonly ResponseCode UnknownCommand = new(405, "MESSAGE_NOT_SUPPORTED"); // SDK 6

    public static readonly ResponseCode DataCollision = new(409, "DATA_COLLISION"); // SDK 1
    public static readonly ResponseCode DuplicateRoomName = new(409, "DUPLICATE_ROOM_NAME"); // SDK 2
    public static readonly ResponseCode AlreadyDefined = new(409, "PRINCIPALS_ALREADY_DEFINED"); // SDK 21
    public static readonly ResponseCode DuplicateAddIn = new(409, "DUPLICATE_ADDIN_NAME"); // SDK 24

    public static readonly ResponseCode LimitExceeded = new(413, "LIMIT_EXCEEDED"); // SDK 5

    public static readonly ResponseCode NoDatabase = new(500, "DATABASE_CONNECTION"); // SDK 0
    public static readonly ResponseCode ServerError = new(500, "UNKNOWN_SERVER_ERROR"); // SDK 13

    public static readonly ResponseCode Busy = new(503, "SERVER_BUSY"); // ours
}
