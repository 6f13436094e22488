using System.Collections.Frozen;

namespace PersistentChat.Sip.Messages;

/// <summary>Header names in the form in which they are written, and the compact forms that peers may send (RFC 3261 section 7.3.3).</summary>
public static class SipHeaderNames
{
    public const string Allow = "Allow";
    public const string AllowEvents = "Allow-Events";
    public const string AuthenticationInfo = "Authentication-Info";
    public const string Authorization = "Authorization";
    public const string CallId = "Call-ID";
    public const string Contact = "Contact";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Event = "Event";
    public const string Expires = "Expires";
    public const string From = "From";
    public const string MaxForwards = "Max-Forwards";
    public const string MinSE = "Min-SE";
    public const string ProxyRequire = "Proxy-Require";
    public const string RecordRoute = "Record-Route";
    public const string Require = "Require";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string SessionExpires = "Session-Expires";
    public const string Supported = "Supported";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string UserAgent = "User-Agent";
    public const string Via = "Via";
    public const string WwwAuthenticate = "WWW-Authenticate";

    private static readonly FrozenDictionary<string, string> Table = BuildTable();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByText =
        Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The long, usual form of a known name; an unknown one as it is.</summary>
    internal static string Canonical(ReadOnlySpan<char> name) =>
        ByText.TryGetValue(name, out var known) ? known : name.ToString();

    private static FrozenDictionary<string, string> BuildTable()
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["a"] = "Accept-Contact",
            ["b"] = "Referred-By",
            ["c"] = ContentType,
            ["d"] = "Request-Disposition",
            ["e"] = ContentEncoding,
            ["f"] = From,
            ["i"] = CallId,
            ["j"] = "Reject-Contact",
            ["k"] = Supported,
            ["l"] = ContentLength,
            ["m"] = Contact,
            ["o"] = Event,
            ["r"] = "Refer-To",
            ["s"] = "Subject",
            ["t"] = To,
            ["u"] = AllowEvents,
            ["v"] = Via,
            ["x"] = SessionExpires,
            ["y"] = "Identity",
        };
        string[] usual =
        [
            Allow, AllowEvents, Authorization, CallId, Contact, ContentLength, ContentType, CSeq, Event, Expires, From,
            MaxForwards, RecordRoute, Require, Route, SessionExpires, Supported, To, UserAgent, Via, AuthenticationInfo, WwwAuthenticate, "Accept",
            ProxyRequire, MinSE, RetryAfter, Unsupported, "ms-keep-alive", "Accept-Contact", "Referred-By", "Request-Disposition", ContentEncoding,
            "Reject-Contact", "Refer-To", "Subject", "Identity",
        ];
        foreach (var name in usual)
        {
            table[name] = name;
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
