using System.Globalization;

namespace PersistentChat.Compliance.Adapters;

/// <summary>The three forms in which the original writes an instant, read off its samples.</summary>
internal static class EventTime
{
    /// <summary>Whole milliseconds since 1970, truncated.</summary>
    public static string Milliseconds(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 with Z and as many of seven digits as there are.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>100 ns since the year 1.</summary>
    public static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
