using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Search;
using FoundHistory = PersistentChat.Management.FoundHistory;
using FoundMessages = PersistentChat.Management.FoundMessages;

namespace PersistentChat.Server.Api;

/// <summary>
/// <c>/api/rooms/{id}/messages</c> and <c>/api/messages/search</c>: what was said. Administrators read every room, people those
/// that they could read in their client; whoever asks, it is a compliance event of theirs before anything is answered.
/// </summary>
internal static class HistoryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms/{id:guid}/messages", ListAsync).Needs(Right.Manage);
        api.MapPost("/messages/search", SearchAsync).Needs(Right.Manage);
    }

    /// <summary>Messages of a room: all that are kept, or those that have words, of an author, of a time.</summary>
    public static async Task<Results<Ok<FoundMessages>, ProblemHttpResult>> ListAsync(
        Guid id, [AsParameters] Filter filter, [AsParameters] Paging paging, Caller caller, HistorySearch history, CancellationToken ct)
    {
        if ((paging.Problem ?? filter.Problem) is { } wrong)
        {
            return wrong;
        }

        var start = 0L;
        if (paging.After is { } after && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out start))
        {
            return Problems.Invalid("cursor", "No answer had this cursor");
        }

        var outcome = await AskAsync(caller, history, filter.ToQuery(id) with { StartId = start, Limit = paging.Size }, ct);
        return outcome.IsRefused ? Problems.Of(outcome.Refusal!) : TypedResults.Ok(Details(outcome.Value.Rooms.Single()));
    }

    /// <summary>Searches the history of many rooms; each answers for itself.</summary>
    public static async Task<Results<Ok<FoundHistory>, ProblemHttpResult>> SearchAsync(
        MessageSearch wanted, Caller caller, HistorySearch history, IOptions<ApiOptions> options, CancellationToken ct)
    {
        var query = new HistoryQuery
        {
            RoomIds = wanted.Rooms,
            Text = wanted.Words,
            Match = (Rooms.Search.WordMatch)wanted.Match,
            CaseSensitive = wanted.CaseSensitive,
            Authors = wanted.Authors,
            From = First(wanted.From),
            Until = Last(wanted.Before),
            SearchesBackwards = wanted.NewestFirst,
            NewestFirst = wanted.NewestFirst,
            Limit = wanted.Limit ?? options.Value.PageSize,
        };
        var outcome = await AskAsync(caller, history, query, ct);
        return outcome.IsRefused
            ? Problems.Of(outcome.Refusal!)
            : TypedResults.Ok(new FoundHistory(
                [.. outcome.Value.Rooms.Select(room => new FoundInRoom(room.RoomId, room.Name, room.Total, Details(room)))],
                [.. outcome.Value.Refused.Select(it => new RefusedRoom(it.RoomId, Problems.TypeOf(it.Refusal), it.Refusal.Text))]));
    }

    private static Task<Outcome<Rooms.Search.FoundHistory>> AskAsync(
        Caller caller, HistorySearch history, HistoryQuery query, CancellationToken ct) => caller.IsAdministrator
            ? history.SearchAsAdministratorAsync(caller.Person, query, ct)
            : history.SearchAsync(caller.Person!, query, ct);

    private static FoundMessages Details(RoomHistory found) => new(
        [.. found.Messages.Select(Details)],
        (found.NextId ?? found.StoppedAt) is { } next ? Paging.CursorOf($"{next}") : null,
        found.IsComplete);

    private static MessageDetails Details(Message message) =>
        new(message.ChatId, message.Author.Uri, message.At, message.Alert, message.Text);

    private static SearchDate? First(DateTimeOffset? from) => from is { } at ? new SearchDate(at.ToUniversalTime(), IsDay: false) : null;

    private static SearchDate? Last(DateTimeOffset? before) => First(before?.AddTicks(-1));

    /// <summary>Which messages are wanted. What is not said does not matter.</summary>
    internal sealed record Filter(
        [property: FromQuery(Name = "words"), Description("Separated by blanks")] string? Words,
        [property: FromQuery(Name = "match"), Description("How the words have to be found; left out: all of them")] Management.WordMatch? Match,
        [property: FromQuery(Name = "caseSensitive")] bool? CaseSensitive,
        [property: FromQuery(Name = "author"), Description("Address of who wrote it; may be said more than once")] string[]? Author,
        [property: FromQuery(Name = "from"), Description("Inclusive, UTC")] DateTimeOffset? From,
        [property: FromQuery(Name = "before"), Description("Exclusive, UTC")] DateTimeOffset? Before,
        [property: FromQuery(Name = "newestFirst"), Description("Begins with the newest")] bool? NewestFirst)
    {
        /// <summary>Null: it can be asked.</summary>
        public ProblemHttpResult? Problem =>
            Match is { } match && !Enum.IsDefined(match) ? Problems.Invalid("match", "There is no such match")
            : From is { } from && !Fields.IsInstant(from) ? Problems.Invalid("from", Fields.NoInstant)
            : Before is { } before && !Fields.IsInstant(before) ? Problems.Invalid("before", Fields.NoInstant)
            : null;

        public HistoryQuery ToQuery(Guid room) => new()
        {
            RoomIds = [room],
            Text = Words ?? "",
            Match = (Rooms.Search.WordMatch)(Match ?? Management.WordMatch.All),
            CaseSensitive = CaseSensitive ?? false,
            Authors = Author is { Length: > 0 } ? Author : null,
            From = First(From),
            Until = Last(Before),
            DatesHoldAlways = true,
            SearchesBackwards = NewestFirst ?? false,
            NewestFirst = NewestFirst ?? false,
        };
    }
}
