using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;
using PoolSettings = PersistentChat.Management.PoolSettings;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/configuration</c>: what holds for the whole pool.</summary>
internal static class ConfigurationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/configuration", Get).Needs(Right.Read);
        api.MapPut("/configuration", ChangeAsync).Needs(Right.Administer);
    }

    /// <summary>What is set for the pool, and what holds by that.</summary>
    public static Ok<PoolConfiguration> Get(
        Changes changes, IOptions<RoomsOptions> rooms, IOptions<RecordingOptions> recording, HttpContext http)
    {
        var settings = changes.Pool.Settings;
        ETags.Set(http, Details(settings));
        return TypedResults.Ok(Details(settings, rooms.Value, recording.Value));
    }

    /// <summary>Sets what holds for the pool, from now on and after every start.</summary>
    public static async Task<Results<Ok<PoolConfiguration>, ProblemHttpResult>> ChangeAsync(
        PoolSettings settings, [FromHeader(Name = "If-Match")] string? ifMatch, Caller caller, Changes changes,
        IOptions<RoomsOptions> rooms, IOptions<RecordingOptions> recording, HttpContext http)
    {
        var before = changes.Pool.Settings;
        if (ETags.Check(ifMatch, Details(before)) is { } refused)
        {
            return refused;
        }

        var wanted = new Rooms.Rooms.PoolSettings(
            settings.DefaultHistory, settings.ParticipantUpdateLimit, settings.MessageLength, settings.StoryLength);
        var outcome = await changes.DoAsync(
            new ChangePoolSettings(wanted) { Expected = ETags.IsAny(ifMatch) ? null : before }, caller);
        if (outcome.IsRefused)
        {
            return Problems.Of(outcome.Refusal!);
        }

        ETags.Set(http, Details(outcome.Value));
        return TypedResults.Ok(Details(outcome.Value, rooms.Value, recording.Value));
    }

    private static PoolConfiguration Details(Rooms.Rooms.PoolSettings settings, RoomsOptions rooms, RecordingOptions recording)
    {
        var now = settings.Over(rooms);
        return new PoolConfiguration(Details(settings), new PoolLimits(
            now.Domain, now.DefaultHistory, now.ParticipantUpdateLimit, now.MessageLength, now.StoryLength,
            now.MarkupLength, now.SearchLimit, now.SearchScanLimit, $"{recording.Mode}"));
    }

    private static PoolSettings Details(Rooms.Rooms.PoolSettings settings) =>
        new(settings.DefaultHistory, settings.ParticipantUpdateLimit, settings.MessageLength, settings.StoryLength);
}
