using System.Globalization;

namespace PersistentChat.Xccos;

/// <summary>A date that a client gave, with a time or without one (xccos.md 8.9). Without an offset it is UTC.</summary>
/// <param name="IsDay">No time was given.</param>
public readonly record struct WireDate(DateTimeOffset At, bool IsDay)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"];

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    public static bool TryParse(string text, out WireDate date)
    {
        var isDay = DateTimeOffset.TryParseExact(text.Trim(), DayFormats, CultureInfo.InvariantCulture, Utc, out var at);
        var ok = isDay || DateTimeOffset.TryParseExact(text.Trim(), TimeFormats, CultureInfo.InvariantCulture, Utc, out at);
        date = new WireDate(at, isDay);
        return ok;
    }
}
