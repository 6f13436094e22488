using System.Net;

namespace PersistentChat.Server.Browser;

/// <summary>What becomes of sessions; never their secrets.</summary>
internal static partial class BrowserLog
{
    [LoggerMessage(5421, LogLevel.Debug, "Session {SessionId} is used by {Person} (not noted: {Refused})")]
    public static partial void SessionUsed(this ILogger logger, Guid sessionId, string person, bool refused);

    [LoggerMessage(5422, LogLevel.Information, "{Person} signed in from {Remote} by the identity provider")]
    public static partial void SignedInElsewhere(this ILogger logger, string person, EndPoint? remote);

    [LoggerMessage(5423, LogLevel.Warning, "Whom the identity provider calls \"{Name}\" is not signed in: {Reason}")]
    public static partial void NobodyHere(this ILogger logger, string name, string reason);

    [LoggerMessage(5424, LogLevel.Warning, "Signing in at the identity provider failed")]
    public static partial void ProviderFailed(this ILogger logger, Exception? failure);
}
