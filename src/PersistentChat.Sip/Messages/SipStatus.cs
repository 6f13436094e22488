using System.Collections.Frozen;

namespace PersistentChat.Sip.Messages;

/// <summary>The reason phrases of RFC 3261 section 21 and of the extensions in use.</summary>
public static class SipStatus
{
    private static readonly FrozenDictionary<int, string> Phrases = new Dictionary<int, string>
    {
        [100] = "Trying",
        [180] = "Ringing",
        [200] = "OK",
        [202] = "Accepted",
        [301] = "Moved Permanently",
        [302] = "Moved Temporarily",
        [400] = "Bad Request",
        [401] = "Unauthorized",
        [403] = "Forbidden",
        [404] = "Not Found",
        [405] = "Method Not Allowed",
        [406] = "Not Acceptable",
        [408] = "Request Timeout",
        [409] = "Conflict",
        [413] = "Request Entity Too Large",
        [415] = "Unsupported Media Type",
        [416] = "Unsupported URI Scheme",
        [420] = "Bad Extension",
        [422] = "Session Interval Too Small",
        [423] = "Interval Too Brief",
        [480] = "Temporarily Unavailable",
        [481] = "Call/Transaction Does Not Exist",
        [482] = "Loop Detected",
        [483] = "Too Many Hops",
        [486] = "Busy Here",
        [487] = "Request Terminated",
        [488] = "Not Acceptable Here",
        [489] = "Bad Event",
        [491] = "Request Pending",
        [500] = "Server Internal Error",
        [501] = "Not Implemented",
        [503] = "Service Unavailable",
        [504] = "Server Time-out",
        [505] = "Version Not Supported",
        [513] = "Message Too Large",
        [603] = "Decline",
    }.ToFrozenDictionary();

    /// <summary>The usual phrase of a status, or a general one for a status without a name here.</summary>
    public static string ReasonOf(int status) => Phrases.GetValueOrDefault(status) ?? (status < 300 ? "OK" : "Refused");
}
