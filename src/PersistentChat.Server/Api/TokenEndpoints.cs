using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Rooms;
using PoolRole = PersistentChat.Rooms.Access.PoolRole;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/tokens</c>: what programs show instead of a password.</summary>
internal static class TokenEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tokens", List).Needs(Right.Administer);
        api.MapPost("/tokens", CreateAsync).Needs(Right.Administer);
        api.MapDelete("/tokens/{id:guid}", RevokeAsync).Needs(Right.Administer);
    }

    /// <summary>Every access token, those that have expired among them.</summary>
    public static Results<Ok<Page<TokenDetails>>, ProblemHttpResult> List([AsParameters] Paging paging, Changes changes)
    {
        var pool = changes.Pool;
        return paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(pool.Tokens.Values, token => token.Name, token => Details(token, pool)));
    }

    /// <summary>Makes an access token; its secret is in this answer and nowhere else.</summary>
    public static async Task<Results<Created<IssuedToken>, ProblemHttpResult>> CreateAsync(
        NewToken wanted, [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        Caller caller, Changes changes, TimeProvider clock, IOptions<ApiOptions> options, HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (wanted.ExpiresAt <= now || wanted.ExpiresAt > now + options.Value.MaxTokenLifetime)
        {
            return Problems.Invalid("expiresAt", $"It must be to come, within {options.Value.MaxTokenLifetime.TotalDays:0} days");
        }

        if (changes.Pool.Person(wanted.Person) is not { } person)
        {
            return Problems.Invalid("person", "There is no such person");
        }

        var id = Guid.CreateVersion7();
        var (secret, hash) = ApiTokens.Make(id);
        var token = new AccessToken(
            id, wanted.Name, person.Id, (PoolRole)wanted.Role, hash, now, wanted.ExpiresAt.ToUniversalTime());
        // The secret was told once: a repetition hears only that the token is made.
        var outcome = await changes.MakeAsync(
            new CreateToken(token), id, caller, new Repeatable(key, http, wanted), (_, _) => null);
        return outcome.ToCreated(http, it => it.Id, it => new IssuedToken(Details(it, changes.Pool), secret));
    }

    /// <summary>Makes an access token worthless at once.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new RevokeToken(id), caller)).ToNoContent();

    private static TokenDetails Details(AccessToken token, Pool pool) => new(
        token.Id, token.Name, pool.Person(token.PersonId)?.Uri ?? "", (Management.PoolRole)token.Role,
        token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
