using System.Net;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.SignIn;

/// <summary>Who signs in and who does not, and why; never what anybody proved it with.</summary>
internal static partial class SignInLog
{
    [LoggerMessage(5301, LogLevel.Information, "{Person} signed in from {Remote} on connection {ConnectionId} by {Scheme}")]
    public static partial void SignedIn(this ILogger logger, string person, EndPoint? remote, string connectionId, string scheme);

    [LoggerMessage(5302, LogLevel.Warning, "{Person} could not sign in from {Remote} on connection {ConnectionId} by {Scheme}: {Reason}")]
    public static partial void SignInFailed(
        this ILogger logger, string person, EndPoint? remote, string connectionId, string scheme, string reason);

    [LoggerMessage(5303, LogLevel.Warning, "{Person} may not try to sign in from {Remote} on connection {ConnectionId} for {Delay}: too many failures")]
    public static partial void SignInPutOff(
        this ILogger logger, string person, EndPoint? remote, string connectionId, TimeSpan delay);

    [LoggerMessage(5311, LogLevel.Information, "Sign-ins of {Person} ended: {Reason}; {Endpoints} endpoints, {Connections} connections")]
    public static partial void SignInsEnded(
        this ILogger logger, string person, SignInsEndReason reason, int endpoints, int connections);

    [LoggerMessage(5312, LogLevel.Error, "Ending the sign-ins of {Person} failed")]
    public static partial void EndingFailed(this ILogger logger, Exception bug, string person);
}
