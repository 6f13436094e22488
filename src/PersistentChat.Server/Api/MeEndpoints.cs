using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Browser;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/me</c>: what is the caller's own.</summary>
internal static class MeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", Get).Needs(Right.OwnData);
        api.MapGet("/me/invitations", InvitationsAsync).Needs(Right.OwnData);
    }

    /// <summary>Who the server takes the caller for.</summary>
    public static Ok<CallerDetails> Get(Caller caller, BrowserSessions sessions, SessionCookie cookie, HttpContext http) => TypedResults.Ok(
        caller.Session is { } session && cookie.Read(http) is { } secret
            ? sessions.Describe(caller, session, secret)
            : new CallerDetails(caller.Person?.Uri, (PoolRole)caller.Role));

    /// <summary>The rooms that the caller was made a member of, since an invitation it knows.</summary>
    public static async Task<Ok<Invitations>> InvitationsAsync(
        int? since, Caller caller, InvitationReader invitations, PoolAddresses addresses, CancellationToken ct)
    {
        if (caller.Person is null)
        {
            return TypedResults.Ok(new Invitations(0, []));
        }

        var (last, rooms) = await invitations.ReadAsync(caller.Person, since ?? 0, ct);
        return TypedResults.Ok(new Invitations(last, [.. rooms.Select(room => RoomEndpoints.Details(room, addresses))]));
    }
}
