using Microsoft.Extensions.Logging;

namespace PersistentChat.Rooms.Journal;

internal static partial class JournalLog
{
    [LoggerMessage(3001, LogLevel.Information, "Journal started: {Rooms} rooms, {People} people, compliance {Mode}")]
    public static partial void JournalStarted(this ILogger logger, int rooms, int people, ComplianceMode mode);

    [LoggerMessage(3002, LogLevel.Information, "Journal stopped")]
    public static partial void JournalStopped(this ILogger logger);

    [LoggerMessage(3003, LogLevel.Critical, "Journal had to stop")]
    public static partial void JournalBroken(this ILogger logger, Exception why);

    [LoggerMessage(3004, LogLevel.Warning, "A batch of {Count} commands failed; repeating them one at a time")]
    public static partial void BatchFailed(this ILogger logger, Exception why, int count);

    [LoggerMessage(3005, LogLevel.Error, "{Command} ({Ids}) failed and is refused")]
    public static partial void CommandFailed(this ILogger logger, Exception why, string command, string ids);

    [LoggerMessage(3006, LogLevel.Error, "{Command} ({Ids}) took place, its {Count} compliance events are owed")]
    public static partial void EventsOwed(this ILogger logger, Exception why, string command, string ids, int count);

    [LoggerMessage(3007, LogLevel.Warning, "{Count} owed compliance events could not be written yet")]
    public static partial void EventsStillOwed(this ILogger logger, Exception why, int count);

    [LoggerMessage(3008, LogLevel.Warning, "The outcome of committing batch {Batch} is unknown; asking the database")]
    public static partial void CommitUncertain(this ILogger logger, Exception why, long batch);

    [LoggerMessage(3009, LogLevel.Warning, "The outcome of batch {Batch} is still unknown")]
    public static partial void CommitStillUncertain(this ILogger logger, Exception why, long batch);

    [LoggerMessage(3010, LogLevel.Information, "Batch {Batch} was committed: {Committed}")]
    public static partial void CommitResolved(this ILogger logger, long batch, bool committed);

    [LoggerMessage(3011, LogLevel.Error, "The in-turn callback of {Command} ({Ids}) failed")]
    public static partial void InTurnFailed(this ILogger logger, Exception why, string command, string ids);

    [LoggerMessage(3013, LogLevel.Information, "Compliance events count anew in epoch {Epoch}; {LeftBehind} participants of the last server have left")]
    public static partial void EpochBegan(this ILogger logger, long epoch, int leftBehind);

    [LoggerMessage(3012, LogLevel.Error, "The announcer failed on {Announcement} in room {Room}")]
    public static partial void AnnouncerFailed(this ILogger logger, Exception why, string announcement, Guid room);

    [LoggerMessage(3020, LogLevel.Error, "The announcer failed to end what {Person} has open")]
    public static partial void EndingFailed(this ILogger logger, Exception why, Guid person);
}
