using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;
using Deed = PersistentChat.Management.Deed;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/policies</c> and <c>/api/why</c>: who may use chat at all, and which rule decides about somebody in a room.</summary>
internal static class AccessEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/policies", List).Needs(Right.Read);
        api.MapPut("/policies", SetAsync).Needs(Right.Administer);
        api.MapGet("/why", Explain).Needs(Right.OwnData);
    }

    /// <summary>The policies that are set, by principal.</summary>
    public static Results<Ok<Page<Policy>>, ProblemHttpResult> List([AsParameters] Paging paging, Changes changes)
    {
        var pool = changes.Pool;
        var names = new PrincipalNames(pool);
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                pool.Policies.Select(it => new Policy(names.NameOf(it.Key), it.Value)), policy => policy.Principal, policy => policy));
    }

    /// <summary>Sets a policy, or (null) none; whoever may not use chat any more leaves every room at once.</summary>
    public static async Task<Results<Ok<Policy>, ProblemHttpResult>> SetAsync(
        Policy wanted, Caller caller, Changes changes, HttpContext http) =>
        new PrincipalNames(changes.Pool).Find(wanted.Principal) is { } principal
            ? (await changes.DoAsync(new SetPolicy(principal, wanted.Enabled), caller))
                .ToOk(http, enabled => new Policy(wanted.Principal, enabled))
            : Problems.Of(Refusal.NoSuchPrincipal);

    /// <summary>Why a person may do something in a room, or not; people are told about themselves.</summary>
    /// <param name="person">Its address.</param>
    public static Results<Ok<Explanation>, ProblemHttpResult> Explain(
        string person, Guid room, Deed deed, Caller caller, Changes changes, AccessChanges access)
    {
        var pool = changes.Pool;
        if (!Enum.IsDefined(deed))
        {
            return Problems.Invalid("deed", "There is no such deed");
        }

        if (pool.Person(person) is not { } known || !(caller.Has(Right.Read) || caller.Person?.Id == known.Id))
        {
            return Problems.Of(Refusal.NoSuchPerson);
        }

        var outcome = access.Why(known.Id, (Rooms.Access.Deed)deed, room);
        if (outcome.IsRefused)
        {
            return Problems.Of(outcome.Refusal!);
        }

        // To whom a room does not exist, no rule is told that would say that it does.
        var why = outcome.Value;
        var isHidden = caller.Viewer is not null && why.Refusal == Refusal.NoSuchRoom;
        var names = new PrincipalNames(pool);
        return isHidden
            ? Problems.Of(Refusal.NoSuchRoom)
            : TypedResults.Ok(new Explanation(
                why.Refusal is null, $"{why.Rule}", why.Refusal?.Text, [.. why.Through.Select(names.NameOf)]));
    }
}
