namespace PersistentChat.Server.Chat;

/// <summary>What the chat side logs: ids and addresses, never what people said.</summary>
internal static partial class ChatLog
{
    [LoggerMessage(5001, LogLevel.Error, "{Command} in dialog {DialogId} of {Person} failed")]
    public static partial void CommandFailed(
        this ILogger logger, Exception bug, string command, string dialogId, string person);

    [LoggerMessage(5002, LogLevel.Error, "Announcing in room {Room} failed")]
    public static partial void AnnouncingFailed(this ILogger logger, Exception bug, Guid room);
}
