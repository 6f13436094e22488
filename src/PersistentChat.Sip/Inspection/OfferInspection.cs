using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Inspection;

/// <summary>
/// The session that an INVITE or UPDATE offers (RFC 3264 section 6, RFC 3261 section 13.3.1): there is no media here, so an
/// offer may be of messages, of nothing, or missing; one of media only is answered 488 (section 21.4.26).
/// </summary>
/// <remarks>xccos.md sections 3.1 and 15.10: <c>m=message</c> and <c>m=x-ms-message</c>, whatever else they say.</remarks>
internal static class OfferInspection
{
    public static Refusal? Inspect(SipRequest request)
    {
        var type = (request.Headers[SipHeaderNames.ContentType] ?? "").AsSpan();
        var semicolon = type.IndexOf(';');
        var plainType = (semicolon < 0 ? type : type[..semicolon]).Trim();
        var isSdp = plainType.Equals("application/sdp", StringComparison.OrdinalIgnoreCase);
        var mayHaveSdp = plainType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if (!isSdp && !mayHaveSdp) { return new Refusal(415, null, ("Accept", "application/sdp")); }

        var body = request.Body.Span;
        if (isSdp && !body.StartsWith("v="u8)) { return new Refusal(488, "Not A Session Description"); }
        return IsOfMediaOnly(body) ? new Refusal(488, "Only Messages, No Media") : null;
    }

    private static bool IsOfMediaOnly(ReadOnlySpan<byte> body)
    {
        var hasMedia = false;
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range];
            if (line.StartsWith("m=message"u8) || line.StartsWith("m=x-ms-message"u8)) { return false; }
            hasMedia |= line.StartsWith("m="u8);
        }

        return hasMedia;
    }
}
