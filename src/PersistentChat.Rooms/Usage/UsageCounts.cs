using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Usage;

/// <summary>How much was said in a time.</summary>
/// <param name="Rooms">Every room there is.</param>
/// <param name="People">Everybody who is there.</param>
/// <param name="Days">Every day of that time.</param>
public sealed record UsageCounts(
    IReadOnlyList<UsageOf<Room>> Rooms, IReadOnlyList<UsageOf<Person>> People, IReadOnlyList<DayUsage> Days);
