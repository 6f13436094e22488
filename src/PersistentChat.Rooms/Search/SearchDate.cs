namespace PersistentChat.Rooms.Search;

/// <summary>A bound of a search.</summary>
/// <param name="IsDay">No time was given: the whole UTC day is meant, whichever end of the search it is.</param>
public readonly record struct SearchDate(DateTimeOffset At, bool IsDay)
{
    /// <summary>The first moment that a search beginning here includes.</summary>
    public DateTimeOffset First => IsDay ? Day : At;

    /// <summary>The first moment that a search ending here excludes.</summary>
    public DateTimeOffset Limit => IsDay ? Day.AddDays(1) : At.AddTicks(1);

    private DateTimeOffset Day => new(At.UtcDateTime.Date, TimeSpan.Zero);
}
