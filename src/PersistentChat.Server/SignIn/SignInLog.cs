using System.Net;

namespace PersistentChat.Server.SignIn;

internal static partial class SignInLog
{
    [LoggerMessage(5301, LogLevel.Information, "{Person} signed in from {Remote} on connection {ConnectionId} by {Scheme}")]
    public static partial void SignedIn(this ILogger logger, string person, EndPoint? remote, string connectionId, string scheme);

    [LoggerMessage(5302, LogLevel.Warning, "{Person} could not sign in from {Remote} on connection {ConnectionId} by {Scheme}: {Reason}")]
    public static partial void SignInFailed(
        this ILogger logger, string person, EndPoint? remote, string connectionId, string scheme, string reason);
}
