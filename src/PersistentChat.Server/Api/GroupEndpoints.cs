using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/groups</c>: groups, and domains as principals.</summary>
internal static class GroupEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/groups", List).Needs(Right.Read);
        api.MapPost("/groups", CreateAsync).Needs(Right.Administer);
        api.MapGet("/groups/{id:guid}", Get).Needs(Right.Read);
        api.MapPut("/groups/{id:guid}", ChangeAsync).Needs(Right.Administer);
        api.MapDelete("/groups/{id:guid}", DeleteAsync).Needs(Right.Administer);
    }

    /// <summary>Groups and domains by name.</summary>
    public static Results<Ok<Page<GroupDetails>>, ProblemHttpResult> List([AsParameters] Paging paging, Changes changes)
    {
        var pool = changes.Pool;
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                pool.Affiliations.Groups.Values, group => $"{group.Name} {group.Kind}", group => Details(group, pool)));
    }

    /// <summary>Makes a group, or a domain as a principal, known.</summary>
    public static async Task<Results<Created<GroupDetails>, ProblemHttpResult>> CreateAsync(
        NewGroup wanted, [FromHeader(Name = IdempotencyKeys.Header)] string? key, Caller caller, Changes changes, HttpContext http)
    {
        var names = new PrincipalNames(changes.Pool);
        var group = new Group(
            Guid.CreateVersion7(), (PrincipalKind)wanted.Kind, wanted.Settings.Name, names.FindAll(wanted.Settings.Members));
        if (names.Unknown is { } unknown)
        {
            return Problems.Invalid("settings.members", unknown);
        }

        var outcome = await changes.MakeAsync(
            new CreateGroup(group), group.Id, caller, new Repeatable(key, http, wanted),
            (pool, id) => pool.Affiliations.Groups.GetValueOrDefault(id));
        return outcome.ToCreated(http, it => it.Id, it => Details(it, changes.Pool));
    }

    /// <summary>A group or domain.</summary>
    public static Results<Ok<GroupDetails>, ProblemHttpResult> Get(Guid id, Changes changes, HttpContext http)
    {
        var pool = changes.Pool;
        Outcome<Group> outcome = pool.Affiliations.Groups.GetValueOrDefault(id) is { } group ? group : Refusal.NoSuchPrincipal;
        return outcome.ToOk(http, it => Details(it, pool));
    }

    /// <summary>Changes a group; whoever loses access to rooms by that leaves them at once.</summary>
    public static async Task<Results<Ok<GroupDetails>, ProblemHttpResult>> ChangeAsync(
        Guid id, GroupSettings settings, [FromHeader(Name = "If-Match")] string? ifMatch, Caller caller, Changes changes, HttpContext http)
    {
        var pool = changes.Pool;
        if (pool.Affiliations.Groups.GetValueOrDefault(id) is not { } before)
        {
            return Problems.Of(Refusal.NoSuchPrincipal);
        }

        var names = new PrincipalNames(pool);
        var now = before with { Name = settings.Name, Members = names.FindAll(settings.Members) };
        if (ETags.Check(ifMatch, Details(before, pool)) is { } refused)
        {
            return refused;
        }

        if (names.Unknown is { } unknown)
        {
            return Problems.Invalid("members", unknown);
        }

        var change = new ChangeGroup(now) { Expected = ETags.IsAny(ifMatch) ? null : before };
        return (await changes.DoAsync(change, caller)).ToOk(http, it => Details(it, changes.Pool));
    }

    /// <summary>Deletes a group that stands in no list.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new DeleteGroup(id), caller)).ToNoContent();

    private static GroupDetails Details(Group group, Pool pool) => new(
        group.Id, (GroupKind)group.Kind, group.Source is PrincipalSource.Directory,
        new GroupSettings(group.Name, new PrincipalNames(pool).NamesOf(group.Members)));
}
