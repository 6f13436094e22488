using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Dialogs;

/// <summary>The BYE with which we end a dialog (RFC 3261 section 15.1.1).</summary>
internal static class ByeRequest
{
    /// <param name="dialog">Gives Call-ID, From, To and the route set.</param>
    /// <param name="target">The URI of the peer's Contact; else of its From.</param>
    /// <param name="localTag">Ours.</param>
    /// <param name="viaSentBy">Transport and address of our Via.</param>
    /// <param name="cseq">One more than the last INFO's.</param>
    public static SipRequest Create(DialogRoute dialog, string target, string localTag, string viaSentBy, int cseq)
    {
        var (requestUri, routes) = Routes.Towards(target, dialog.RecordRoutes);
        var bye = new SipRequest(SipMethod.Bye, requestUri);
        bye.Headers.Add(SipHeaderNames.Via, $"{viaSentBy};branch=z9hG4bK{Tags.NewText()}");
        bye.Headers.Add(SipHeaderNames.MaxForwards, "70");
        foreach (var route in routes)
        {
            bye.Headers.Add(SipHeaderNames.Route, route);
        }

        bye.Headers.Add(SipHeaderNames.From, $"<{dialog.LocalUri}>;tag={localTag}");
        bye.Headers.Add(SipHeaderNames.To, dialog.Remote);
        bye.Headers.Add(SipHeaderNames.CallId, dialog.CallId);
        bye.Headers.Add(SipHeaderNames.CSeq, new CSeq(cseq, SipMethod.Bye).ToString());
        return bye;
    }
}
