using System.Globalization;
using System.Security.Cryptography;

namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// Where an event stands: <paramref name="Number"/> counts 1, 2, 3… without gaps within an epoch. Every start of a server
/// begins an epoch, later than all before it and never used before, whatever was restored from backups. What happens to the
/// record itself (<see cref="ComplianceEventKind.AdapterLoaded"/>, <see cref="ComplianceEventKind.Repair"/>) is in no
/// journal: it has epochs of its own, each complete when it is there, which may lie among those of a server that goes on.
/// </summary>
public readonly record struct EventPosition(long Epoch, long Number) : IComparable<EventPosition>
{
    public int CompareTo(EventPosition other) =>
        Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// A number for a new epoch, unlike that of any epoch there ever was: also of one that a restored backup has made unknown.
    /// Hence not the next number but the time (microseconds since 1970), later than <paramref name="after"/> if the clock went
    /// back, and up to a second of chance.
    /// </summary>
    public static long NewEpoch(long after, DateTimeOffset now) =>
        Math.Max(after, (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
        + RandomNumberGenerator.GetInt32(1, 1_000_000);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out EventPosition position)
    {
        position = default;
        if (text?.Split('/') is not [var first, var second]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        position = new EventPosition(epoch, number);
        return true;
    }

    public override string ToString() => $"{Epoch}/{Number}";
}
