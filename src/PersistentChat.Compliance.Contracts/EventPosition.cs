namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// Where an event stands in the journal: <paramref name="Number"/> counts 1, 2, 3… without gaps within an epoch. Every
/// start of a server begins an epoch, later than all before it and never used before, whatever was restored from backups.
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
