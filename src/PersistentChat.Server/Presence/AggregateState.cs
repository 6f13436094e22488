using System.Globalization;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>
/// What all of a person's endpoints come to: the state the person chose, else the most available machine, else offline
/// (TRANSCRIPT.md section 8: 3500 available … 18500 offline).
/// </summary>
internal static class AggregateState
{
    public const string Category = "state";
    public const int Offline = 18_500;

    public static int Of(RoamingData data, DateTimeOffset now)
    {
        var states = data.Current(now).Where(p => p.Key is { Category: Category, Container: "2" } && p.Content is not null).ToList();
        var machines = states.Where(p => p.Life is PublicationLife.Endpoint).Select(Read).ToList();
        if (machines.Count == 0)
        {
            return Offline;
        }

        var chosen = states.Where(p => p.Life is not PublicationLife.Endpoint)
            .OrderBy(p => p.PublishedAt)
            .Select(Read)
            .Where(state => state.Type is "userState")
            .ToList();
        return chosen.Count > 0 ? chosen[^1].Availability : machines.Min(state => state.Availability);
    }

    private static (string Type, int Availability) Read(Publication publication)
    {
        var state = PresenceXml.Parse(publication.Content!);
        var availability = int.TryParse(
            state.Element(PresenceXml.State + "availability")?.Value,
            NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : Offline;
        return ((string?)state.Attribute(PresenceXml.Xsi + "type") ?? "", availability);
    }
}
