namespace PersistentChat.Management;

/// <summary>
/// How much the pool is used, by messages. What was purged does not count. Lists have as many entries as were asked for, at most.
/// </summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="Through">The last day.</param>
/// <param name="Messages">All of that time.</param>
/// <param name="LeastActiveRooms">Those with the fewest messages, with none among them.</param>
/// <param name="InactiveSince">The day from which on those who are listed as inactive have said nothing.</param>
/// <param name="InactiveRooms">Those that have been silent longest first.</param>
/// <param name="InactiveRoomCount">All of them, those not listed too.</param>
/// <param name="InactivePeople">Enabled people; those who have been silent longest first.</param>
/// <param name="InactivePersonCount">All of them, those not listed too.</param>
/// <param name="Days">Every day from the first to the last.</param>
public sealed record UsageReport(
    DateOnly From,
    DateOnly Through,
    long Messages,
    IReadOnlyList<RoomUsage> TopRooms,
    IReadOnlyList<RoomUsage> LeastActiveRooms,
    IReadOnlyList<PersonUsage> TopPeople,
    IReadOnlyList<PersonUsage> LeastActivePeople,
    DateOnly InactiveSince,
    int InactiveRoomCount,
    IReadOnlyList<RoomUsage> InactiveRooms,
    int InactivePersonCount,
    IReadOnlyList<PersonUsage> InactivePeople,
    IReadOnlyList<DayUsage> Days);
