using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Inspection;

/// <summary>
/// What a request has to pass before anybody looks at what it wants, in the order of RFC 3261 section 8.2: method, extensions,
/// content. Who sent it is known already; which request it repeats is the business of the transactions.
/// </summary>
/// <remarks>
/// Max-Forwards is not among it: 0 means that a request goes no further (section 16.3), and here it has arrived. We forward
/// nothing, so 483 has no place in this project; whoever forwards on top of it looks at <see cref="SipRequest.MaxForwards"/>.
/// </remarks>
internal static class RequestInspection
{
    /// <summary>Null: it may be served.</summary>
    public static Refusal? Inspect(SipRequest request) =>
        MethodInspection.Inspect(request) ?? ExtensionInspection.Inspect(request) ?? ContentInspection.Inspect(request);
}
