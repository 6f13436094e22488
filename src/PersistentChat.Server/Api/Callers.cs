using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Server.Browser;

namespace PersistentChat.Server.Api;

/// <summary>Finds out who asks: the operator by the Unix socket, a token, or the cookie of somebody who has signed in.</summary>
internal sealed class Callers(ApiTokens tokens, BrowserSessions sessions, SessionCookie cookie)
{
    private const string Scheme = "Bearer";

    /// <summary>What to say to who may not even ask; null: it may.</summary>
    /// <param name="isForAnybody">Nobody need be anybody; whatever is shown is not looked at.</param>
    /// <param name="caller">Null: it is for anybody, or refused.</param>
    public ProblemHttpResult? Recognize(HttpContext http, bool isForAnybody, out Caller? caller)
    {
        caller = null;
        if (AdministrationSocket.IsUsedBy(http))
        {
            caller = Caller.Operator;
            return null;
        }

        if (!IsPrivate(http))
        {
            return Problems.NotSecure;
        }

        if (isForAnybody)
        {
            return Forgery.IsFromElsewhere(http.Request) ? Problems.Forged : null;
        }

        if (http.Request.Headers.Authorization.Count == 0 && cookie.Read(http) is { } secret)
        {
            caller = sessions.Recognize(secret);
            return caller is null ? Problems.NotSignedIn : Forgery.IsPossible(http.Request, secret) ? Problems.Forged : null;
        }

        caller = ByToken(http);
        return caller is null ? RefuseToken(http) : null;
    }

    /// <summary>Whether nobody on the way reads what is sent.</summary>
    public static bool IsPrivate(HttpContext http) =>
        http.Request.IsHttps || (http.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local));

    private Caller? ByToken(HttpContext http)
    {
        var shown = http.Request.Headers.Authorization.ToString();
        return shown.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            ? tokens.Recognize(shown[Scheme.Length..].Trim(), http.Connection.RemoteIpAddress)
            : null;
    }

    private ProblemHttpResult RefuseToken(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = Scheme;
        if (http.Request.Headers.Authorization.Count == 0 || tokens.DelayOf(http.Connection.RemoteIpAddress) is not { } delay)
        {
            return Problems.NoToken;
        }

        Problems.SayWhen(http.Response, delay);
        return Problems.TooManyFailures;
    }
}
