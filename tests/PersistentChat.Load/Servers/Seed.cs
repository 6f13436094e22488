using System.Text.Json;

namespace PersistentChat.Load.Servers;

/// <summary>The seed file that gives a server the people and rooms of a workload.</summary>
internal static class Seed
{
    public static string For(Target target, Needs needs) => JsonSerializer.Serialize(new
    {
        people = Enumerable.Range(0, needs.People).Select(number => new
        {
            uri = target.PersonUri(number),
            displayName = Target.PersonName(number),
            password = target.Password,
        }),
        categories = new[] { new { name = "Load" } },
        rooms = Enumerable.Range(0, needs.Rooms).Select(number => new
        {
            id = target.RoomId(number),
            name = $"Room {target.FirstRoom + number}",
            category = "Load",
            privacy = "Open",
        }),
    });
}
