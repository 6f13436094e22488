namespace PersistentChat.Server.Presence;

/// <summary>What the presence side logs: ids and addresses, never what people published.</summary>
internal static partial class PresenceLog
{
    [LoggerMessage(5201, LogLevel.Error, "Telling a change in subscription {Event} of {Person} on connection {ConnectionId} failed")]
    public static partial void TellingFailed(this ILogger logger, Exception bug, string @event, string person, string connectionId);

    [LoggerMessage(5202, LogLevel.Error, "SERVICE {ContentType} of {Person} on connection {ConnectionId} failed")]
    public static partial void ServiceFailed(this ILogger logger, Exception bug, string contentType, string person, string connectionId);
}
