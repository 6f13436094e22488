using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>A request that was answered 401.</summary>
internal static class ChallengedRequest
{
    /// <summary>The ACK of an INVITE that was not accepted (RFC 3261 section 17.1.1.3).</summary>
    public static SipRequest Acknowledge(SipRequest invite, SipResponse answer)
    {
        var ack = new SipRequest(SipMethod.Ack, invite.RequestUri.Text);
        ack.Headers.Add(SipHeaderNames.Via, invite.Headers[SipHeaderNames.Via]!);
        ack.Headers.Add(SipHeaderNames.MaxForwards, "70");
        ack.Headers.Add(SipHeaderNames.From, invite.From.Text);
        ack.Headers.Add(SipHeaderNames.To, answer.To.Text);
        ack.Headers.Add(SipHeaderNames.CallId, invite.CallId);
        ack.Headers.Add(SipHeaderNames.CSeq, new CSeq(invite.CSeq.Number, SipMethod.Ack).ToString());
        return ack;
    }

    /// <summary>Makes it the same request again, with a number and a branch of its own (section 22.2).</summary>
    /// <param name="request">The same.</param>
    /// <param name="cseq">Its next number.</param>
    /// <param name="via">With the new branch.</param>
    /// <param name="authorization">Null: it is signed when it leaves.</param>
    public static void Repeat(SipRequest request, int cseq, string via, string? authorization)
    {
        request.ReplaceCSeq(new CSeq(cseq, request.Method));
        request.ReplaceTopVia(via);
        request.Headers[SipHeaderNames.Authorization] = authorization;
    }
}
