namespace PersistentChat.Server.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(5101, LogLevel.Critical, "The journal had to stop, and the server stops with it")]
    public static partial void JournalStopped(this ILogger logger, Exception fatal);

    [LoggerMessage(5102, LogLevel.Information, "Persistent Chat {Version}, domain {Domain}, data in {Data}: {Listeners}")]
    public static partial void Serving(this ILogger logger, string version, string domain, string data, string listeners);
}
