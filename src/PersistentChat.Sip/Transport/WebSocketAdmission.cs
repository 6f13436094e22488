using System.Net;
using Microsoft.AspNetCore.Http;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Who may open a WebSocket (RFC 6455 sections 4.2.1 and 10.2). A browser opens them for any page that asks, and tells only
/// whose page it is (Origin) and whom the page believes to reach (Host); both are checked, so that no page of strangers speaks
/// SIP with a server that its reader can reach and they cannot.
/// </summary>
public sealed class WebSocketAdmission
{
    private readonly HashSet<string> _origins;
    private readonly HostNames _hosts;

    /// <param name="origins">Foreign pages that may, such as <c>https://chat.example.com</c>; pages of the same host always may.</param>
    /// <param name="hosts">The names of this server.</param>
    /// <exception cref="FormatException">What is no origin.</exception>
    public WebSocketAdmission(IEnumerable<string> origins, HostNames hosts)
    {
        _origins = new(origins.Select(NormalOrigin), StringComparer.OrdinalIgnoreCase);
        _hosts = hosts;
    }

    /// <summary>The refusal, or null.</summary>
    /// <param name="http">The upgrade.</param>
    /// <param name="isAnybodyBelieved">
    /// The listener has no authentication. It is for this machine alone then, and no configured origin changes that.
    /// </param>
    internal (int Status, string Reason)? Check(HttpContext http, bool isAnybodyBelieved)
    {
        var connection = http.Connection;
        var isLocal = IsLoopback(connection.LocalIpAddress) && IsLoopback(connection.RemoteIpAddress);
        if (isAnybodyBelieved && !isLocal) { return (403, "Without authentication only this machine is served."); }
        if (!_hosts.Contain(http)) { return (400, "This server has another name."); }
        return http.Request.Headers.Origin switch
        {
            { Count: 0 } when isLocal => null,
            { Count: 0 } => (403, "An Origin is needed."),
            [{ } origin] when IsSameHost(origin, http.Request) || (!isAnybodyBelieved && _origins.Contains(origin)) => null,
            _ => (403, "Pages of this origin are not served."),
        };
    }

    // IPv4-mapped addresses count, which is what a listener for both families sees.
    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // The scheme is not compared: in front of us may be somebody who ends TLS.
    private static bool IsSameHost(string origin, HttpRequest request) =>
        TryParseOrigin(origin, out var uri)
        && uri.IdnHost.Equals(new HostString(request.Host.Host).ToUriComponent().Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && uri.Port == (request.Host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80));

    private static bool TryParseOrigin(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0;

    private static string NormalOrigin(string text) =>
        TryParseOrigin(text, out _) ? text : throw new FormatException($"\"{text}\" is not an origin, such as https://chat.example.com");
}
