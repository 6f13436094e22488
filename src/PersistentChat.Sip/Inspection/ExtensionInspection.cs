using System.Collections.Frozen;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Inspection;

/// <summary>
/// RFC 3261 section 8.2.2.3: what a request requires and we do not know is listed in a 420. Proxy-Require too (section 16.3):
/// to a client we are the first hop.
/// </summary>
internal static class ExtensionInspection
{
    // COMPAT(pidgin-sipe): it requires ms-benotify of every SUBSCRIBE's proxies, and adhoclist and categoryList of the one
    // for presence. The others of MS-SIP and MS-PRES are what the clients of Microsoft require.
    private static readonly FrozenSet<string> Known = new[]
    {
        "timer", "gruu", "outbound", "eventlist", "gruu-10",
        "ms-benotify", "adhoclist", "categoryList", "ms-piggyback-first-notify", "msrtc-event-categories",
        "com.microsoft.autoextend", "com.microsoft.msrtc.presence", "ms-sender",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static Refusal? Inspect(SipRequest request)
    {
        // Not to be looked at in a CANCEL (section 8.2.2.3).
        if (request.Method == SipMethod.Cancel) { return null; }
        var headers = request.Headers;
        if (!headers.Contains(SipHeaderNames.Require) && !headers.Contains(SipHeaderNames.ProxyRequire)) { return null; }

        var unknown = headers.Elements(SipHeaderNames.Require).Concat(headers.Elements(SipHeaderNames.ProxyRequire))
            .Where(tag => !Known.Contains(tag))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        return unknown.Length == 0 ? null : new Refusal(420, null, (SipHeaderNames.Unsupported, string.Join(", ", unknown)));
    }
}
