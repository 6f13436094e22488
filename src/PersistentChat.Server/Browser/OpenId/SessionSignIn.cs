using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PersistentChat.Server.SignIn;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>
/// Where a handler of ASP.NET leaves whom it has recognised: the person of the pool that is meant is signed in as with a password, and
/// everybody else is not.
/// </summary>
internal sealed class SessionSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder,
    ExternalPeople people, BrowserSessions sessions, SessionCookie cookie)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if (people.Find(user) is not { } person)
        {
            Logger.NobodyHere(people.NameOf(user), "no such person, or not one who may sign in");
            return;
        }

        var begun = await sessions.BeginAsync(person.Id);
        if (begun.IsRefused)
        {
            Logger.NobodyHere(person.Uri, begun.Refusal!.Text);
            return;
        }

        await SessionEndpoints.HandOutAsync(begun.Value, sessions, cookie, Context);
        Logger.SignedInElsewhere(person.Uri, SignInSource.Of(Context).Remote);
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    // Who asks is found out by the gate, never here.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
}
