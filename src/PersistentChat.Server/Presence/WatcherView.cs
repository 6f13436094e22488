using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>All that others see of a person. Two equal views are told as one.</summary>
/// <param name="Note">XML; null: none.</param>
/// <param name="Card">XML, as the person published it; null: it did not, and the name stands alone.</param>
internal sealed record WatcherView(int Availability, string? Note, string? Card, string DisplayName)
{
    // What people of the same company see first; 0 is nobody's own container and everybody's default.
    private static readonly string[] Containers = ["200", "300", "400", "0"];

    public static WatcherView Of(Person person, RoamingData data, DateTimeOffset now) => new(
        AggregateState.Of(data, now), Published(data, "note", now), Published(data, "contactCard", now), person.DisplayName);

    private static string? Published(RoamingData data, string category, DateTimeOffset now) => Containers
        .Select(container => data.Current(now).FirstOrDefault(p => p.Key.Category == category && p.Key.Container == container))
        .FirstOrDefault(publication => publication is not null)?.Content;
}
