namespace PersistentChat.Sip.Messages;

/// <summary>How answers are made from requests (RFC 3261 section 8.2.6).</summary>
/// <remarks>An extension, because every message already has a property <see cref="SipMessage.To"/>.</remarks>
public static class SipResponses
{
    extension(SipResponse)
    {
        /// <summary>
        /// The answer to a request (RFC 3261 section 8.2.6): its Via lines, From, To, Call-ID and CSeq. A To without tag
        /// gets <paramref name="toTag"/>, or a new one, but for 100 Trying.
        /// </summary>
        public static SipResponse To(SipRequest request, int status, string? reason = null, string? toTag = null)
        {
            var response = new SipResponse(status, reason);
            var headers = response.Headers;
            foreach (var via in request.Headers.All(SipHeaderNames.Via))
            {
                headers.Add(SipHeaderNames.Via, via);
            }

            headers.Add(SipHeaderNames.From, request.From.Text);
            headers.Add(SipHeaderNames.To, request.To.Tag is null && status > 100
                ? $"{request.To.Text};tag={toTag ?? Tags.NewText()}"
                : request.To.Text);
            headers.Add(SipHeaderNames.CallId, request.CallId);
            headers.Add(SipHeaderNames.CSeq, request.CSeq.ToString());
            response.RepeatsFrom(request);
            return response;
        }
    }
}
