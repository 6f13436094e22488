using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PoolRole = PersistentChat.Rooms.Access.PoolRole;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/people/{id}/role</c></summary>
internal static class PersonRoleEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapPut("/people/{id:guid}/role", SetAsync).Needs(Right.Administer);

    /// <summary>
    /// Says what a person may do when it has signed in itself. It holds from its next request on; with a role that is taken its access
    /// tokens go that carry more than it still may. If-Match is the ETag of the person.
    /// </summary>
    public static async Task<Results<Ok<PersonDetails>, ProblemHttpResult>> SetAsync(
        Guid id, PersonRole wanted, [FromHeader(Name = "If-Match")] string? ifMatch, Caller caller, Changes changes, HttpContext http)
    {
        if (changes.Pool.Person(id) is not { } before)
        {
            return Problems.Of(Refusal.NoSuchPerson);
        }

        if (ETags.Check(ifMatch, PeopleEndpoints.Details(before)) is { } refused)
        {
            return refused;
        }

        var change = new SetPersonRole(id, (PoolRole)wanted.Role) { Expected = ETags.IsAny(ifMatch) ? null : before };
        return (await changes.DoAsync(change, caller)).ToOk(http, PeopleEndpoints.Details);
    }
}
