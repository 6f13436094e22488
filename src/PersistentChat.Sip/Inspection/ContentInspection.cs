using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Inspection;

/// <summary>
/// RFC 3261 section 8.2.3: content that cannot be understood is refused with 415, which says what can. Only what holds for
/// every application is looked at: encodings, and the offer of an INVITE or UPDATE.
/// </summary>
internal static class ContentInspection
{
    public static Refusal? Inspect(SipRequest request)
    {
        // Optional content may be left alone (section 20.11).
        if (request.Body.IsEmpty || IsOptional(request)) { return null; }

        var headers = request.Headers;
        if (headers.Elements(SipHeaderNames.ContentEncoding).Any(it => !it.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal(415, "Content Must Not Be Encoded", ("Accept-Encoding", "identity"));
        }

        return request.Method is SipMethod.Invite or SipMethod.Update ? OfferInspection.Inspect(request) : null;
    }

    private static bool IsOptional(SipRequest request) =>
        request.Headers["Content-Disposition"] is { } disposition
        && disposition.Contains("handling=optional", StringComparison.OrdinalIgnoreCase);
}
