using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Runs;

internal static partial class RunLog
{
    [LoggerMessage(6201, LogLevel.Information, "Adapter {Adapter} runs here, with fence {Fence}")]
    public static partial void AdapterRuns(this ILogger logger, string adapter, long fence);

    [LoggerMessage(6202, LogLevel.Information, "Adapter {Adapter}: slice {Slice} is archived, {First} to {Last}")]
    public static partial void SliceArchived(
        this ILogger logger, string adapter, long slice, EventPosition first, EventPosition last);

    [LoggerMessage(6203, LogLevel.Warning,
        "Adapter {Adapter}: slice {Slice} failed, attempt {Attempt}; trying again in {Wait}: {Reason}")]
    public static partial void SliceFailed(
        this ILogger logger, string adapter, long slice, int attempt, TimeSpan wait, string reason, Exception? why);

    [LoggerMessage(6204, LogLevel.Error,
        "Adapter {Adapter} is parked before slice {Slice}, looking again in {Wait}; nothing is lost, somebody must see to it: {Reason}")]
    public static partial void AdapterParked(
        this ILogger logger, string adapter, long slice, TimeSpan wait, string reason, Exception? why);

    [LoggerMessage(6205, LogLevel.Error, "Adapter {Adapter}: slice {Slice} is archived, but somebody should look: {Reason}")]
    public static partial void AdapterAlarm(this ILogger logger, string adapter, long slice, string reason);

    [LoggerMessage(6206, LogLevel.Warning, "Adapter {Adapter} does not run here; waiting {Wait} for its turn")]
    public static partial void AdapterStopped(this ILogger logger, string adapter, TimeSpan wait, Exception why);
}
