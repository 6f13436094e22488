using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// What our requests in a dialog say of it (RFC 3261 section 12.1.1), from the INVITE that opened it. Kept as long as the dialog;
/// the INVITE itself, ten times as large, is not.
/// </summary>
/// <param name="CallId">As it came.</param>
/// <param name="LocalUri">What the peer INVITEd, as written.</param>
/// <param name="Remote">The peer's From with its tag, as written.</param>
/// <param name="RemoteUri">The URI in it.</param>
/// <param name="RemoteTag">Empty: old clients may have none.</param>
/// <param name="RecordRoutes">The route set, one element each.</param>
internal sealed record DialogRoute(
    string CallId, string LocalUri, string Remote, string RemoteUri, string RemoteTag, IReadOnlyList<string> RecordRoutes)
{
    public static DialogRoute Of(SipRequest invite) => new(
        invite.CallId, invite.To.Uri.Text, invite.From.Text, invite.From.Uri.Text, invite.From.Tag ?? "", Routes.Of(invite));
}
