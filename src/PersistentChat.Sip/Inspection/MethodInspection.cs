using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Inspection;

/// <summary>
/// RFC 3261 section 8.2.1: a method that nobody has heard of is answered 501 (section 21.5.2), one that is known but not
/// served 405. Both say what is.
/// </summary>
internal static class MethodInspection
{
    public static Refusal? Inspect(SipRequest request)
    {
        if (SipMethod.IsAllowed(request.Method)) { return null; }
        return new Refusal(SipMethod.IsKnown(request.Method) ? 405 : 501, null, (SipHeaderNames.Allow, SipMethod.Allowed));
    }
}
