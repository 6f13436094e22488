using System.Net;
using Microsoft.AspNetCore.Http;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// The names by which a web server may be called (the Host header, RFC 9110 section 7.2). A page of strangers can have its own
/// name lead to a server that only its reader can reach; then Origin and Host agree, and only that the name is not ours tells.
/// </summary>
public sealed class HostNames
{
    private readonly HashSet<string> _names;

    /// <param name="names">
    /// Without port. None: the address that was connected to, the machine's name, and on a loopback address <c>localhost</c>.
    /// </param>
    /// <exception cref="FormatException">What is no name.</exception>
    public HostNames(IEnumerable<string> names) => _names = new(names.Select(Normal), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request means this server.</summary>
    public bool Contain(HttpContext http)
    {
        var host = http.Request.Host;
        var local = http.Connection.LocalIpAddress;
        if (!host.HasValue || host.Host.Length == 0) { return false; }
        if (_names.Count > 0) { return _names.Contains(host.Host); }
        if (IPAddress.TryParse(host.Host, out var address)) { return local is not null && address.Equals(Plain(local)); }
        return host.Host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)
            || (local is not null && IPAddress.IsLoopback(Plain(local)) && host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Normal(string text) =>
        Uri.CheckHostName(text) != UriHostNameType.Unknown
            ? text
            : throw new FormatException($"\"{text}\" is not a host name or address without port");
}
