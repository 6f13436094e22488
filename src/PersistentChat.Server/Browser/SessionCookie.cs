using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Browser;

/// <summary>
/// The cookie that holds a session's secret: no script can read it, no page of others can have it sent, and it goes when the browser is
/// closed.
/// </summary>
internal sealed class SessionCookie(IOptions<BrowserOptions> options)
{
    // Browsers take this name from this host alone, over HTTPS and for all its paths (RFC 6265bis section 4.1.3.2): no neighbour
    // with a name in the same domain, and nobody on the way, can make somebody use a session of his.
    public const string SecureName = "__Host-pchat";
    private const string PlainName = "pchat";

    /// <summary>Null: there is none.</summary>
    public string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)] is { Length: > 0 } secret ? secret : null;

    public void Write(HttpContext http, string secret) => http.Response.Cookies.Append(NameFor(http), secret, OptionsFor(http));

    public void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), OptionsFor(http));

    private string NameFor(HttpContext http) => IsSecure(http) ? SecureName : PlainName;

    private CookieOptions OptionsFor(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = IsSecure(http),
        SameSite = SameSiteMode.Strict,
        Path = "/",
    };

    private bool IsSecure(HttpContext http) => http.Request.IsHttps || options.Value.AlwaysSecure;
}
