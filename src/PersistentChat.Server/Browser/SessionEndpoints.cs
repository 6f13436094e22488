using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Api;
using PersistentChat.Server.SignIn;

namespace PersistentChat.Server.Browser;

/// <summary><c>/api/session</c> and what people do about their own: signing in with a browser, and out, and another password.</summary>
internal static class SessionEndpoints
{
    private static readonly ProblemHttpResult WrongPassword = Problems.Of(401, "wrong-password", "The name or the password is wrong");
    private static readonly ProblemHttpResult WrongCurrent = Problems.Of(403, "wrong-password", "The current password is wrong");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/session", SignInAsync).Needs(Right.Anybody);
        api.MapDelete("/session", SignOutAsync).Needs(Right.OwnData);
        api.MapGet("/me/sessions", List).Needs(Right.OwnData);
        api.MapDelete("/me/sessions", EndAllAsync).Needs(Right.OwnData);
        api.MapDelete("/me/sessions/{id:guid}", EndAsync).Needs(Right.OwnData);
        api.MapPut("/me/password", SetPasswordAsync).Needs(Right.OwnData);
        api.MapDelete("/people/{id:guid}/sessions", EndOfPersonAsync).Needs(Right.Administer);
    }

    /// <summary>Signs a person in with a browser: the answer sets a cookie. Whoever was signed in with it is not any more.</summary>
    public static async Task<Results<Ok<CallerDetails>, ProblemHttpResult>> SignInAsync(
        Credentials credentials, PasswordCheck check, BrowserSessions sessions, SessionCookie cookie, HttpContext http)
    {
        var answer = await check.CheckAsync(credentials.Name, credentials.Password, SignInSource.Of(http), http.RequestAborted);
        if (answer is not PasswordAnswer.Right { Proof: var proof })
        {
            return Refuse(answer, WrongPassword, http);
        }

        var begun = await sessions.BeginAsync(proof);
        if (begun.IsRefused)
        {
            return begun.Refusal == Refusal.Collision ? WrongPassword : Problems.Of(begun.Refusal!);
        }

        return TypedResults.Ok(await HandOutAsync(begun.Value, sessions, cookie, http));
    }

    /// <summary>Ends the session of the cookie that was sent, if one was.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        Caller caller, BrowserSessions sessions, SessionCookie cookie, HttpContext http)
    {
        if (caller.Session is not { } session)
        {
            return TypedResults.NoContent();
        }

        var outcome = await sessions.EndAsync(session.PersonId, session.Id);
        cookie.Clear(http);
        return outcome.ToNoContent();
    }

    /// <summary>The browsers in which the caller has signed in.</summary>
    public static Results<Ok<Page<SessionDetails>>, ProblemHttpResult> List(
        [AsParameters] Paging paging, Caller caller, BrowserSessions sessions) => paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                caller.Person is null ? [] : sessions.Of(caller.Person.Id), session => $"{session.Id}", sessions.Describe));

    /// <summary>Signs the caller out of every browser.</summary>
    public static Task<Results<NoContent, ProblemHttpResult>> EndAllAsync(
        Caller caller, BrowserSessions sessions, SessionCookie cookie, HttpContext http) => EndOwnAsync(caller, null, sessions, cookie, http);

    /// <summary>Signs the caller out of one browser.</summary>
    public static Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, Caller caller, BrowserSessions sessions, SessionCookie cookie, HttpContext http) => EndOwnAsync(caller, id, sessions, cookie, http);

    /// <summary>Gives the caller another password; wherever it is signed in, with a browser or by SIP, it is signed out.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> SetPasswordAsync(
        OwnPassword wanted, Caller caller, PasswordCheck check, Passwords passwords, Changes changes, HttpContext http)
    {
        if (caller.Person is not { } person)
        {
            return Problems.NotAllowed;
        }

        var answer = await check.CheckAsync(person.Uri, wanted.Current, SignInSource.Of(http), http.RequestAborted);
        return answer is PasswordAnswer.Right
            ? (await changes.DoAsync(passwords.Set(person, wanted.Password), caller)).ToNoContent()
            : Refuse(answer, WrongCurrent, http);
    }

    /// <summary>Signs a person out of every browser.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> EndOfPersonAsync(Guid id, Changes changes, BrowserSessions sessions) =>
        changes.Pool.Person(id) is { } person
            ? (await sessions.EndAsync(person.Id, null)).ToNoContent()
            : Problems.Of(Refusal.NoSuchPerson);

    /// <summary>Sends the cookie of a new session, and ends the one that it takes the place of.</summary>
    internal static async Task<CallerDetails> HandOutAsync(NewSession begun, BrowserSessions sessions, SessionCookie cookie, HttpContext http)
    {
        if (cookie.Read(http) is { } old && sessions.Recognize(old)?.Session is { } before)
        {
            await sessions.EndAsync(before.PersonId, before.Id);
        }

        cookie.Write(http, begun.Secret);
        return sessions.Describe(new Caller(begun.Person, begun.Person.Role), begun.Session, begun.Secret);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndOwnAsync(
        Caller caller, Guid? id, BrowserSessions sessions, SessionCookie cookie, HttpContext http)
    {
        if (caller.Person is null)
        {
            return TypedResults.NoContent();
        }

        var outcome = await sessions.EndAsync(caller.Person.Id, id);
        if (caller.Session is { } own && (id ?? own.Id) == own.Id)
        {
            cookie.Clear(http);
        }

        return outcome.ToNoContent();
    }

    private static ProblemHttpResult Refuse(PasswordAnswer answer, ProblemHttpResult wrong, HttpContext http)
    {
        switch (answer)
        {
            case PasswordAnswer.PutOff { Delay: var delay }:
                Problems.SayWhen(http.Response, delay);
                return Problems.TooManyFailures;
            case PasswordAnswer.Disabled:
                return Problems.Of(Refusal.PersonDisabled);
            default:
                return wrong;
        }
    }
}
