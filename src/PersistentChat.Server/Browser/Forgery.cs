using System.Security.Cryptography;
using System.Text;

namespace PersistentChat.Server.Browser;

/// <summary>
/// Pages of others can have a browser send requests here, and a cookie may go with them. They cannot read what is answered, so
/// whatever changes something must show what only a page of this server can have read: a token that is made from the session's secret.
/// </summary>
internal static class Forgery
{
    public const string Header = "X-CSRF-Token";

    /// <summary>What pages of a session have to show.</summary>
    public static string TokenFor(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Header)));

    /// <summary>Whether a request of a session could be one that its person knows nothing of.</summary>
    public static bool IsPossible(HttpRequest request, string secret) =>
        IsFromElsewhere(request) || (Changes(request) && !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers[Header].ToString()), Encoding.UTF8.GetBytes(TokenFor(secret))));

    /// <summary>
    /// Whether the browser says that a page of others asks for a change (Fetch Metadata, RFC 6454 section 7): such a page could
    /// also sign its reader in as somebody else. Programs that are no browsers say nothing.
    /// </summary>
    public static bool IsFromElsewhere(HttpRequest request) => Changes(request)
        && (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
            || (request.Headers.Origin.Count > 0 && !IsOwn(request.Headers.Origin.ToString(), request.Host)));

    private static bool Changes(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    // The scheme is not compared: in front of us may be somebody who ends TLS.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Host.Trim('[', ']').Equals(host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && uri.Port == (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
