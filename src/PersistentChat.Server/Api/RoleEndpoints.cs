using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/rooms/{id}/roles</c>: members, managers, presenters; and who may become one.</summary>
internal static class RoleEndpoints
{
    private static readonly RoomRole[] All = [RoomRole.Member, RoomRole.Manager, RoomRole.Presenter];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms/{id:guid}/roles", List).Needs(Right.Look);
        api.MapPatch("/rooms/{id:guid}/roles", ChangeAsync).Needs(Right.Manage);
        api.MapGet("/rooms/{id:guid}/eligible", ListEligible).Needs(Right.Look);
    }

    /// <summary>Who is listed in a room, as what; to people only of rooms that they manage.</summary>
    /// <param name="role">Only those who are this.</param>
    public static Results<Ok<Page<RoleEntry>>, ProblemHttpResult> List(
        Guid id, RoomRole? role, [AsParameters] Paging paging, Caller caller, Changes changes)
    {
        var pool = changes.Pool;
        var found = FindManaged(id, caller, pool);
        if (found.IsRefused)
        {
            return Problems.Of(found.Refusal!);
        }

        var names = new PrincipalNames(pool);
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                found.Value.Roles.Concat(found.Value.GroupRoles)
                    .Where(it => role is null || it.Value.HasFlag((RoomRoles)role))
                    .Select(it => (Name: names.NameOf(it.Key), Roles: it.Value)),
                it => it.Name,
                it => new RoleEntry(it.Name, [.. All.Where(one => it.Roles.HasFlag((RoomRoles)one))])));
    }

    /// <summary>
    /// Makes principals members, managers, presenters, or takes them off the lists: one after the other, each is answered for itself.
    /// </summary>
    public static async Task<Results<Ok<RoleResults>, ProblemHttpResult>> ChangeAsync(
        Guid id, RoleChanges wanted, Caller caller, Changes changes)
    {
        var found = FindManaged(id, caller, changes.Pool);
        if (found.IsRefused)
        {
            return Problems.Of(found.Refusal!);
        }

        var results = new List<RoleResult>();
        foreach (var (principal, roles) in wanted.Changes)
        {
            var all = roles.Aggregate(RoomRoles.None, (sum, role) => sum | (RoomRoles)role);
            var refusal = new PrincipalNames(changes.Pool).Find(principal) is { } principalId
                ? (await changes.DoAsync(new ChangeRoles(id, principalId, all), caller)).Refusal
                : Refusal.NoSuchPrincipal;
            results.Add(new RoleResult(principal, refusal is null ? null : Problems.TypeOf(refusal), refusal?.Text));
        }

        return TypedResults.Ok(new RoleResults(results));
    }

    /// <summary>Principals that the room's category allows, by name: who may be put on its lists.</summary>
    /// <param name="text">A part of the name.</param>
    public static Results<Ok<Page<string>>, ProblemHttpResult> ListEligible(
        Guid id, string? text, [AsParameters] Paging paging, Caller caller, Changes changes)
    {
        var pool = changes.Pool;
        var found = FindManaged(id, caller, pool);
        if (found.IsRefused)
        {
            return Problems.Of(found.Refusal!);
        }

        var (category, names) = (found.Value.Category, new PrincipalNames(pool));
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                pool.People.Values.Where(person => !person.Removed).Select(pool.Affiliations.Of)
                    .Concat(pool.Affiliations.Groups.Values.Select(pool.Affiliations.Of))
                    .Where(who => category.ScopeOf(who) is Scope.Allowed)
                    .Select(who => names.NameOf(who.Id))
                    .Where(name => text is null || name.Contains(text, StringComparison.OrdinalIgnoreCase)),
                name => name,
                name => name));
    }

    private static Outcome<RoomSnapshot> FindManaged(Guid id, Caller caller, Pool pool)
    {
        var found = RoomEndpoints.Find(id, caller, pool);
        return !found.IsRefused && caller.Viewer is { } person
            && RoomAccess.Check(Rooms.Access.Deed.Manage, found.Value, pool.StandingIn(found.Value, person)) is { } refusal
                ? refusal
                : found;
    }
}
