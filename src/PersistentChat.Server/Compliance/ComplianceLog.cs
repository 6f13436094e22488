using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Compliance;

internal static partial class ComplianceLog
{
    [LoggerMessage(5701, LogLevel.Warning, "Compliance events after {Sent} could not be sent; next try in {Delay}")]
    public static partial void RelayFailed(this ILogger logger, Exception why, EventPosition sent, TimeSpan delay);

    [LoggerMessage(5702, LogLevel.Information, "Compliance events after {Sent} are being sent again")]
    public static partial void RelayRecovered(this ILogger logger, EventPosition sent);

    [LoggerMessage(5703, LogLevel.Error, "Compliance blocks: posts, joins and reads are refused, {Why}")]
    public static partial void GateClosed(this ILogger logger, string why);

    [LoggerMessage(5704, LogLevel.Information, "Compliance blocks no longer")]
    public static partial void GateOpened(this ILogger logger);

    [LoggerMessage(5705, LogLevel.Warning, "How much room the disk has could not be learnt")]
    public static partial void DiskUnknown(this ILogger logger, Exception why);

    [LoggerMessage(5706, LogLevel.Information, "Compliance is on, on failure {OnFailure}; {Waiting} events wait from earlier")]
    public static partial void ComplianceOn(this ILogger logger, FailureMode onFailure, long waiting);

    [LoggerMessage(5707, LogLevel.Warning, "Compliance is off (Compliance:Mode): what happens in rooms is not archived; {Waiting} events of an earlier time wait until it is on")]
    public static partial void ComplianceOff(this ILogger logger, long waiting);
}
