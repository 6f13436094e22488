using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms.Chat;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/rooms/{id}/messages</c></summary>
internal static class MessageEndpoints
{
    private const string DefaultText = "This message was replaced by an administrator.";

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/rooms/{id:guid}/messages/replace", ReplaceAsync).Needs(Right.Administer);

    /// <summary>Takes messages of a room away, or puts another text in their place; archives keep what was said.</summary>
    public static async Task<Results<Ok<ReplacedMessages>, ProblemHttpResult>> ReplaceAsync(
        Guid id, Management.ReplaceMessages wanted, Caller caller, Changes changes, HistoryCleaner cleaner, CancellationToken ct)
    {
        var author = wanted.Author is null ? null : changes.Pool.PeopleByUri.GetValueOrDefault(wanted.Author);
        if (wanted.Author is not null && author is null)
        {
            return Problems.Invalid("author", "There is no such person");
        }

        var filter = new MessageFilter(
            author?.Id, wanted.From?.ToUniversalTime(), wanted.Before?.ToUniversalTime(), wanted.Words,
            (Rooms.Search.WordMatch)wanted.Match, wanted.CaseSensitive);
        var text = wanted.Remove ? null : wanted.Text ?? DefaultText;
        var outcome = await cleaner.ReplaceAsync(id, filter, text, caller.Person, ct);
        return outcome.IsRefused ? Problems.Of(outcome.Refusal!) : TypedResults.Ok(new ReplacedMessages(outcome.Value));
    }
}
