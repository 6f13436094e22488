using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/add-ins</c>: pages that rooms may show.</summary>
internal static class AddInEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/add-ins", List).Needs(Right.Look);
        api.MapPost("/add-ins", CreateAsync).Needs(Right.Administer);
        api.MapDelete("/add-ins/{id:guid}", DeleteAsync).Needs(Right.Administer);
    }

    /// <summary>The pages that rooms may choose, by name.</summary>
    public static Results<Ok<Page<AddInDetails>>, ProblemHttpResult> List([AsParameters] Paging paging, Changes changes) =>
        paging.Problem is { } wrong ? wrong : TypedResults.Ok(paging.Make(changes.Pool.AddIns.Values, addIn => addIn.Name, Details));

    /// <summary>Lets rooms choose a page.</summary>
    public static async Task<Results<Created<AddInDetails>, ProblemHttpResult>> CreateAsync(
        AddInSettings settings, [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        Caller caller, Changes changes, HttpContext http)
    {
        var addIn = new AddIn(Guid.CreateVersion7(), settings.Name, settings.Url);
        var outcome = await changes.MakeAsync(
            new CreateAddIn(addIn), addIn.Id, caller, new Repeatable(key, http, settings), (pool, id) => pool.AddIns.GetValueOrDefault(id));
        return outcome.ToCreated(http, it => it.Id, Details);
    }

    /// <summary>Forgets a page that no room has chosen.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new DeleteAddIn(id), caller)).ToNoContent();

    private static AddInDetails Details(AddIn addIn) => new(addIn.Id, new AddInSettings(addIn.Name, addIn.Url));
}
