namespace PersistentChat.Server.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(5101, LogLevel.Critical, "The journal had to stop, and the server stops with it")]
    public static partial void JournalStopped(this ILogger logger, Exception fatal);

    [LoggerMessage(5102, LogLevel.Information, "Persistent Chat {Version}, domain {Domain}, data in {Data}: {Listeners}")]
    public static partial void Serving(this ILogger logger, string version, string domain, string data, string listeners);

    [LoggerMessage(5110, LogLevel.Warning, "A peer showed the certificate of {Subject} and is no front end: {Problem}")]
    public static partial void NoFrontEnd(this ILogger logger, string subject, string problem);

    [LoggerMessage(5103, LogLevel.Information, "From now on the certificate for TLS is that of {Subject}, valid until {NotAfter:u}")]
    public static partial void CertificateReplaced(this ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(5104, LogLevel.Error, "The files of the certificate for TLS have changed and cannot be used, the old certificate stays: {Problem}")]
    public static partial void CertificateNotReplaced(this ILogger logger, string problem);

    [LoggerMessage(5105, LogLevel.Debug, "It is quiet: the heap takes {After} MiB, {Before} MiB before, after a collection of {Milliseconds} ms")]
    public static partial void Collected(this ILogger logger, long before, long after, int milliseconds);
}
