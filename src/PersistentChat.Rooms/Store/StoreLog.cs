using Microsoft.Extensions.Logging;

namespace PersistentChat.Rooms.Store;

internal static partial class StoreLog
{
    [LoggerMessage(3101, LogLevel.Information, "Took over the database from {Holder}, which did not give it back")]
    public static partial void LeaseTakenOver(this ILogger logger, string holder);

    [LoggerMessage(3102, LogLevel.Information, "Applied {Count} migrations, the schema is now {Migration}")]
    public static partial void Migrated(this ILogger logger, int count, string migration);

    [LoggerMessage(3103, LogLevel.Debug, "Closing the writer's connection failed")]
    public static partial void ConnectionNotClosed(this ILogger logger, Exception why);

    [LoggerMessage(3104, LogLevel.Information, "Made the search terms of {Count} messages")]
    public static partial void TermsMade(this ILogger logger, int count);
}
