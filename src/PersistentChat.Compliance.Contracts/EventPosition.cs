namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// Where an event stands in the journal: <paramref name="Number"/> counts 1, 2, 3… without gaps within an epoch; a new
/// epoch begins when a database was restored from a backup.
/// </summary>
public readonly record struct EventPosition(long Epoch, long Number) : IComparable<EventPosition>
{
    public int CompareTo(EventPosition other) =>
        Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Epoch}/{Number}";
}
