using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/categories</c></summary>
internal static class CategoryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/categories", List).Needs(Right.Look);
        api.MapPost("/categories", CreateAsync).Needs(Right.Administer);
        api.MapGet("/categories/{id:guid}", Get).Needs(Right.Look);
        api.MapPut("/categories/{id:guid}", ChangeAsync).Needs(Right.Administer);
        api.MapDelete("/categories/{id:guid}", DeleteAsync).Needs(Right.Administer);
    }

    /// <summary>Categories by name; to people those whose rooms they may be in.</summary>
    public static Results<Ok<Page<CategoryDetails>>, ProblemHttpResult> List(
        [AsParameters] Paging paging, Caller caller, Changes changes, PoolAddresses addresses)
    {
        var pool = changes.Pool;
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                pool.Categories.Values.Where(category => IsSeen(category, caller, pool)),
                category => category.Name,
                category => Details(category, caller, pool, addresses)));
    }

    /// <summary>Makes a category.</summary>
    public static async Task<Results<Created<CategoryDetails>, ProblemHttpResult>> CreateAsync(
        CategorySettings settings, [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        Caller caller, Changes changes, PoolAddresses addresses, HttpContext http)
    {
        var (category, wrong) = Read(Guid.CreateVersion7(), settings, changes.Pool);
        if (wrong is not null)
        {
            return wrong;
        }

        var outcome = await changes.MakeAsync(
            new CreateCategory(category), category.Id, caller, new Repeatable(key, http, settings),
            (pool, id) => pool.Categories.GetValueOrDefault(id));
        return outcome.ToCreated(http, it => it.Id, it => Details(it, caller, changes.Pool, addresses));
    }

    /// <summary>A category.</summary>
    public static Results<Ok<CategoryDetails>, ProblemHttpResult> Get(
        Guid id, Caller caller, Changes changes, PoolAddresses addresses, HttpContext http)
    {
        var pool = changes.Pool;
        Outcome<Category> outcome = pool.Categories.GetValueOrDefault(id) is { } category && IsSeen(category, caller, pool)
            ? category
            : Refusal.NoSuchCategory;
        return outcome.ToOk(http, it => Details(it, caller, pool, addresses));
    }

    /// <summary>Changes a category; whom it lets into its rooms no longer leaves them at once.</summary>
    public static async Task<Results<Ok<CategoryDetails>, ProblemHttpResult>> ChangeAsync(
        Guid id, CategorySettings settings, [FromHeader(Name = "If-Match")] string? ifMatch,
        Caller caller, Changes changes, PoolAddresses addresses, HttpContext http)
    {
        var pool = changes.Pool;
        if (pool.Categories.GetValueOrDefault(id) is not { } before)
        {
            return Problems.Of(Refusal.NoSuchCategory);
        }

        var (category, wrong) = Read(id, settings, pool);
        if ((ETags.Check(ifMatch, Details(before, caller, pool, addresses)) ?? wrong) is { } refused)
        {
            return refused;
        }

        var change = new ChangeCategory(category) { Expected = ETags.IsAny(ifMatch) ? null : before };
        return (await changes.DoAsync(change, caller)).ToOk(http, it => Details(it, caller, changes.Pool, addresses));
    }

    /// <summary>Deletes a category that has no rooms.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new DeleteCategory(id), caller)).ToNoContent();

    private static bool IsSeen(Category category, Caller caller, Pool pool) =>
        caller.Viewer is not { } person
        || (pool.MayUseChat(person) && category.ScopeOf(pool.Affiliations.Of(person)) is Scope.Allowed);

    // Who is kept out, and who may make rooms, is nothing that people see in their clients.
    private static CategoryDetails Details(Category category, Caller caller, Pool pool, PoolAddresses addresses)
    {
        var names = new PrincipalNames(pool);
        return new CategoryDetails(category.Id, $"{addresses.UriOfCategory(category.Id)}", new CategorySettings(
            category.Name, category.Description, category.KeepsHistory, category.AllowsFiles, category.SendsInvitations,
            Listed(category.Allowed), Listed(category.Denied), Listed(category.Creators)));

        IReadOnlyList<string>? Listed(PrincipalSet list) => caller.Viewer is null ? names.NamesOf(list) : null;
    }

    private static (Category Category, ProblemHttpResult? Wrong) Read(Guid id, CategorySettings settings, Pool pool)
    {
        var names = new PrincipalNames(pool);
        var category = new Category(id, settings.Name, settings.Description, settings.History, settings.Files, settings.Invitations)
        {
            Allowed = settings.Allowed is null ? PrincipalSet.Everybody : names.FindAll(settings.Allowed),
            Denied = names.FindAll(settings.Denied),
            Creators = names.FindAll(settings.Creators),
        };
        return (category, names.Unknown is { } unknown ? Problems.Invalid("allowed, denied, creators", unknown) : null);
    }
}
