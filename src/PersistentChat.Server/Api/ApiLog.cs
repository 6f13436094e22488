using System.Net;

namespace PersistentChat.Server.Api;

/// <summary>Who administers and what fails; never tokens, passwords or what people said.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(5401, LogLevel.Warning, "A token from {Remote} was refused")]
    public static partial void TokenRefused(this ILogger logger, IPAddress? remote);

    [LoggerMessage(5402, LogLevel.Debug, "Token {TokenId} is used for {Person} (not noted: {Refused})")]
    public static partial void TokenUsed(this ILogger logger, Guid tokenId, string person, bool refused);

    [LoggerMessage(5403, LogLevel.Information, "{Caller} did {Method} {Path}: {Status}")]
    public static partial void Done(this ILogger logger, string caller, string method, string path, int status);

    [LoggerMessage(5404, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void Failed(this ILogger logger, Exception bug, string method, string path);

    [LoggerMessage(5405, LogLevel.Warning, "There is no Unix socket for administration: {File} is longer than the system takes")]
    public static partial void SocketPathTooLong(this ILogger logger, string file);
}
