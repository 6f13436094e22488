using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

internal static partial class RecordingLog
{
    [LoggerMessage(6101, LogLevel.Error,
        "The event {Position} cannot be read and was recorded as it is, adapters will mark a gap: {Fault}")]
    public static partial void UnreadableEvent(this ILogger logger, EventPosition position, string fault);

    [LoggerMessage(6104, LogLevel.Error,
        "The events from {First} to {Last} of that epoch were marked as lost, as Compliance:Recorder:AcceptGapBefore={Before} says")]
    public static partial void GapAccepted(this ILogger logger, EventPosition first, long last, EventPosition before);

    [LoggerMessage(6102, LogLevel.Information, "Recording, with fence {Fence}")]
    public static partial void Recording(this ILogger logger, long fence);

    [LoggerMessage(6103, LogLevel.Error, "Not recording, events wait where they are; trying again in {Delay}")]
    public static partial void NotRecording(this ILogger logger, TimeSpan delay, Exception why);
}
