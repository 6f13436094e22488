namespace PersistentChat.Sip.Messages;

/// <summary>Why a message is none, in the words of the answer (RFC 3261 section 21).</summary>
/// <param name="Status">400, 413, 416, 505 or 513.</param>
/// <param name="Reason">The reason phrase of the answer.</param>
/// <param name="EndsConnection">Where the next message begins is not known, so the stream ends here.</param>
public sealed record SipParseError(int Status, string Reason, bool EndsConnection = false)
{
    internal static readonly SipParseError BadStartLine = new(400, "Malformed Start Line", true);
    internal static readonly SipParseError BadHeaderLine = new(400, "Malformed Header Line", true);
    internal static readonly SipParseError BadContentLength = new(400, "Malformed Content-Length", true);
    internal static readonly SipParseError TwoContentLengths = new(400, "More Than One Content-Length", true);
    internal static readonly SipParseError WrongLength = new(400, "Message Length Does Not Match");
    internal static readonly SipParseError LineTooLong = new(400, "Header Line Too Long", true);
    internal static readonly SipParseError TooManyHeaders = new(400, "Too Many Headers", true);
    internal static readonly SipParseError HeadTooLarge = new(513, "Message Head Too Large", true);
    internal static readonly SipParseError MessageTooLarge = new(413, "Request Entity Too Large", true);
    internal static readonly SipParseError BadText = new(400, "Head Is Not Text");
    internal static readonly SipParseError BadUri = new(400, "Malformed Request-URI");
    internal static readonly SipParseError UnknownScheme = new(416, "Unsupported URI Scheme");
    internal static readonly SipParseError UnknownVersion = new(505, "Version Not Supported");
    internal static readonly SipParseError MethodMismatch = new(400, "CSeq Method Does Not Match");

    internal static SipParseError Missing(string header) => new(400, $"Missing {header}");

    internal static SipParseError Malformed(string header) => new(400, $"Malformed {header}");

    internal static SipParseError Repeated(string header) => new(400, $"More Than One {header}");
}
