using System.CommandLine;
using System.Globalization;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>usage</c>: who says how much where.</summary>
internal static class UsageCommand
{
    public static Verb Create()
    {
        var from = Values.Day("--from", "The first day; left out: 29 days before the last");
        var through = Values.Day("--through", "The last day; left out: today");
        var inactive = Values.Day("--inactive-since", "Who has said nothing since that day is inactive; left out: the first day");
        var top = new Option<int?>("--top") { Description = "Entries in each list, 1 to 1,000; left out: 10", HelpName = "NUMBER" };
        return new Verb(
            "usage",
            "The most and least active rooms and people, those that are silent, and how much was said each day",
            "pchat usage",
            "pchat usage --from 2026-01-01 --through 2026-06-30 --top 50 --json") { from, through, inactive, top }.Does(async session =>
            {
                var report = await session.Server.Pool.UsageAsync(
                    session.Get(from), session.Get(through), session.Get(top), session.Get(inactive), session.Stopping);
                if (session.Output.IsJson)
                {
                    session.Output.Json(report);
                    return;
                }

                Tell(session.Output, report);
            });
    }

    private static void Tell(Output output, UsageReport it)
    {
        output.Done($"{it.Messages} messages from {Day(it.From)} through {Day(it.Through)}");
        Rooms(output, "Most active rooms", it.TopRooms);
        Rooms(output, "Least active rooms", it.LeastActiveRooms);
        Rooms(output, $"{it.InactiveRoomCount} rooms are silent since {Day(it.InactiveSince)}", it.InactiveRooms);
        People(output, "Most active people", it.TopPeople);
        People(output, "Least active people", it.LeastActivePeople);
        People(output, $"{it.InactivePersonCount} people are silent since {Day(it.InactiveSince)}", it.InactivePeople);
        output.Done("Days");
        output.Table(it.Days, ("DAY", day => Day(day.Day)), ("MESSAGES", day => $"{day.Messages}"), ("PEOPLE", day => $"{day.People}"));
    }

    private static void Rooms(Output output, string title, IReadOnlyList<RoomUsage> rooms)
    {
        output.Done(title);
        output.Table(rooms, ("ROOM", it => it.Name), ("MESSAGES", it => $"{it.Messages}"), ("LAST", it => Last(it.LastAt)));
    }

    private static void People(Output output, string title, IReadOnlyList<PersonUsage> people)
    {
        output.Done(title);
        output.Table(people, ("PERSON", it => it.Uri), ("NAME", it => it.DisplayName), ("MESSAGES", it => $"{it.Messages}"), ("LAST", it => Last(it.LastAt)));
    }

    private static string Last(DateTimeOffset? at) => at is { } last ? Day(DateOnly.FromDateTime(last.UtcDateTime)) : "never";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
