namespace PersistentChat.Server.Browser;

/// <summary>What becomes of sessions; never their secrets.</summary>
internal static partial class BrowserLog
{
    [LoggerMessage(5421, LogLevel.Debug, "Session {SessionId} is used by {Person} (not noted: {Refused})")]
    public static partial void SessionUsed(this ILogger logger, Guid sessionId, string person, bool refused);
}
