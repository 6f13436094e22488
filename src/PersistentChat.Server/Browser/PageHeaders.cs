namespace PersistentChat.Server.Browser;

/// <summary>
/// What browsers are told about everything under <c>/api</c>: nothing is kept, nothing is guessed to be something else, no page of
/// others shows it in a frame or reads it, and what is not meant to be a page runs nothing.
/// </summary>
internal static class PageHeaders
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Our own files, and requests to this server alone. Forms are sent by scripts, never by the browser itself.
    private const string OwnFiles = $"{Nothing}; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Nothing;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>It is a page of ours.</summary>
    public static void Allow(HttpResponse response) => response.Headers.ContentSecurityPolicy = OwnFiles;
}
