using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Usage;
using DayUsage = PersistentChat.Management.DayUsage;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/usage</c>: how much rooms and people are used.</summary>
internal static class UsageEndpoints
{
    private const int DefaultDays = 30;
    private const int MaxDays = 366;
    private const int DefaultTop = 10;
    private const int MaxTop = 1000;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/usage", ReportAsync).Needs(Right.Read);

    /// <summary>The most and the least active rooms and people, those that are silent, and how much was said each day.</summary>
    public static async Task<Results<Ok<UsageReport>, ProblemHttpResult>> ReportAsync(
        [AsParameters] Period period, UsageReader usage, TimeProvider clock, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var through = period.Through ?? today;
        if (!IsDay(through))
        {
            return Problems.Invalid("through", Fields.NoInstant);
        }

        var from = period.From ?? through.AddDays(1 - DefaultDays);
        if (!IsDay(from) || from > through || through.DayNumber - from.DayNumber >= MaxDays)
        {
            return Problems.Invalid("from", $"It must be 0 to {MaxDays - 1} days before the last day");
        }

        if (period.Top is < 1 or > MaxTop)
        {
            return Problems.Invalid("top", $"A list has 1 to {MaxTop} entries");
        }

        var counts = await usage.ReadAsync(from, through, ct);
        return TypedResults.Ok(Report(counts, from, through, period.InactiveSince ?? from, period.Top ?? DefaultTop));
    }

    private static UsageReport Report(UsageCounts counts, DateOnly from, DateOnly through, DateOnly inactiveSince, int top)
    {
        var rooms = counts.Rooms.OrderBy(it => it.Of.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var people = counts.People.OrderBy(it => it.Of.Uri, StringComparer.Ordinal).ToList();
        var silentRooms = Silent(rooms).ToList();
        var silentPeople = Silent(people).Where(it => it.Of.Enabled).ToList();
        return new UsageReport(
            from, through, counts.Days.Sum(day => day.Messages),
            [.. rooms.OrderByDescending(it => it.Messages).Take(top).Select(Details)],
            [.. rooms.OrderBy(it => it.Messages).Take(top).Select(Details)],
            [.. people.OrderByDescending(it => it.Messages).Take(top).Select(Details)],
            [.. people.OrderBy(it => it.Messages).Take(top).Select(Details)],
            inactiveSince,
            silentRooms.Count,
            [.. silentRooms.Take(top).Select(Details)],
            silentPeople.Count,
            [.. silentPeople.Take(top).Select(Details)],
            [.. counts.Days.Select(day => new DayUsage(day.Day, day.Messages, day.People))]);

        IEnumerable<UsageOf<T>> Silent<T>(IEnumerable<UsageOf<T>> all) => all
            .Where(it => it.LastAt is null || DateOnly.FromDateTime(it.LastAt.Value.UtcDateTime) < inactiveSince)
            .OrderBy(it => it.LastAt ?? DateTimeOffset.MinValue);
    }

    private static RoomUsage Details(UsageOf<Room> it) => new(it.Of.Id, it.Of.Name, it.Messages, it.LastAt);

    private static PersonUsage Details(UsageOf<Person> it) => new(it.Of.Id, it.Of.Uri, it.Of.DisplayName, it.Messages, it.LastAt);

    private static bool IsDay(DateOnly day) => day.Year is >= Fields.FirstYear and <= Fields.LastYear;

    /// <summary>Which days are counted.</summary>
    internal sealed record Period(
        [property: FromQuery(Name = "from"), Description("The first day, UTC; left out: 29 days before the last")] DateOnly? From,
        [property: FromQuery(Name = "through"), Description("The last day; left out: today")] DateOnly? Through,
        [property: FromQuery(Name = "top"), Description("Entries in each list, 1 to 1,000; left out: 10")] int? Top,
        [property: FromQuery(Name = "inactiveSince"), Description("Who has said nothing since that day is inactive; left out: the first day")]
        DateOnly? InactiveSince);
}
