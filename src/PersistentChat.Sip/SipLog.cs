using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Dialogs;

namespace PersistentChat.Sip;

/// <summary>Everything this project logs; 1001 to 1999. Ids and addresses, never what people said.</summary>
internal static partial class SipLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Connection {ConnectionId} accepted from {Remote}")]
    public static partial void ConnectionAccepted(this ILogger logger, string connectionId, string remote);

    [LoggerMessage(1002, LogLevel.Information, "Connection {ConnectionId} closed by us: {Reason}")]
    public static partial void ConnectionClosing(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(1003, LogLevel.Debug, "Connection {ConnectionId} lost: {Reason}")]
    public static partial void ConnectionLost(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(1004, LogLevel.Error, "Connection {ConnectionId} failed")]
    public static partial void ConnectionFailed(this ILogger logger, Exception bug, string connectionId);

    [LoggerMessage(1005, LogLevel.Debug, "Connection {ConnectionId} is over")]
    public static partial void ConnectionOver(this ILogger logger, string connectionId);

    [LoggerMessage(1006, LogLevel.Information, "Connection {ConnectionId} from {Remote} refused: {Reason}")]
    public static partial void ConnectionRefused(this ILogger logger, string connectionId, string remote, string reason);

    [LoggerMessage(1010, LogLevel.Information, "Message on connection {ConnectionId} refused: {Status} {Reason}")]
    public static partial void MessageRefused(this ILogger logger, string connectionId, int status, string reason);

    [LoggerMessage(1011, LogLevel.Information, "{Method} on connection {ConnectionId} not accepted: {Status}")]
    public static partial void RequestNotAccepted(this ILogger logger, string method, string connectionId, int status);

    [LoggerMessage(1012, LogLevel.Error, "{Method} with Call-ID {CallId} on connection {ConnectionId} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception bug, string method, string callId, string connectionId);

    [LoggerMessage(1013, LogLevel.Error, "The application failed at the end of connection {ConnectionId}")]
    public static partial void ApplicationFailedAtEnd(this ILogger logger, Exception bug, string connectionId);

    [LoggerMessage(1014, LogLevel.Debug, "Answer on connection {ConnectionId} belongs to no request of ours")]
    public static partial void AnswerUnknown(this ILogger logger, string connectionId);

    [LoggerMessage(1015, LogLevel.Information, "Answer on connection {ConnectionId} ignored: it has no signature")]
    public static partial void AnswerUnsigned(this ILogger logger, string connectionId);

    [LoggerMessage(1101, LogLevel.Information, "Dialog {DialogId} opened by {Person} on connection {ConnectionId}")]
    public static partial void DialogOpened(this ILogger logger, string dialogId, string person, string connectionId);

    [LoggerMessage(1102, LogLevel.Information, "Dialog {DialogId} on connection {ConnectionId} ended: {How}")]
    public static partial void DialogEnded(this ILogger logger, string dialogId, string connectionId, DialogEnd how);

    [LoggerMessage(1103, LogLevel.Error, "The user of dialog {DialogId} on connection {ConnectionId} failed at its end")]
    public static partial void DialogUserFailed(this ILogger logger, Exception bug, string dialogId, string connectionId);

    [LoggerMessage(1104, LogLevel.Information, "INFO {CSeq} in dialog {DialogId} on connection {ConnectionId} answered {Status}")]
    public static partial void InfoRefused(this ILogger logger, string dialogId, string connectionId, int cseq, int status);

    [LoggerMessage(1201, LogLevel.Information, "{Person} registered on connection {ConnectionId} for {Seconds} s")]
    public static partial void Registered(this ILogger logger, string person, string connectionId, int seconds);

    [LoggerMessage(1202, LogLevel.Information, "{Person} unregistered on connection {ConnectionId}")]
    public static partial void Unregistered(this ILogger logger, string person, string connectionId);

    [LoggerMessage(1301, LogLevel.Error, "The sweep of timers failed")]
    public static partial void SweepFailed(this ILogger logger, Exception bug);
}
