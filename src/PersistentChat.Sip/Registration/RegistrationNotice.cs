using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Registration;

/// <summary>
/// The BENOTIFY <c>registration-notify</c> that tells an endpoint that its binding was taken away. Only administrators do
/// that: a client signs off when it gets one, so it never follows from anything else.
/// </summary>
internal static class RegistrationNotice
{
    public static SipRequest Create(Binding binding, RegistrationEnd end, string reason)
    {
        var notice = new SipRequest(SipMethod.Benotify, binding.Gruu ?? binding.ContactUri);
        var headers = notice.Headers;
        headers.Add(SipHeaderNames.Via, $"{binding.Connection.ViaSentBy};branch=z9hG4bK{Tags.NewText()}");
        headers.Add(SipHeaderNames.MaxForwards, "70");
        headers.Add(SipHeaderNames.From, $"<{binding.Person}>;tag={Tags.NewText()}");
        headers.Add(SipHeaderNames.To, binding.Epid is null
            ? $"<{binding.Person}>;tag={Tags.NewText()}"
            : $"<{binding.Person}>;tag={Tags.NewText()};epid={HeaderText.Quoted(binding.Epid)}");
        headers.Add(SipHeaderNames.CallId, Tags.NewText());
        headers.Add(SipHeaderNames.CSeq, new CSeq(1, SipMethod.Benotify).ToString());
        headers.Add(SipHeaderNames.Event, "registration-notify");
        headers.Add("subscription-state", "terminated;expires=0");
        headers.Add("ms-diagnostics-public", $"4141;reason=\"{Quoted(reason)}\"");
        headers.Add(SipHeaderNames.ContentType, "text/registration-event");
        notice.Body = end == RegistrationEnd.Rejected ? "deregistered;event=rejected"u8.ToArray() : "deregistered;event=unregistered"u8.ToArray();
        return notice;
    }

    // What would end the quotes or the line is left out.
    private static string Quoted(string reason) => string.Concat(reason.Where(c => c is not ('"' or '\\') && !char.IsControl(c)));
}
