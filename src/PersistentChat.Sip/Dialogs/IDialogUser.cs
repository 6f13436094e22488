using PersistentChat.Sip.Transactions;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// Who a dialog belongs to on our side (RFC 3261 section 12.2.2). What it throws is logged and answered with 500; the dialog
/// lives on.
/// </summary>
public interface IDialogUser
{
    /// <summary>
    /// A request within the dialog: INFO, or another one that is not ACK, BYE, CANCEL, UPDATE, OPTIONS or a re-INVITE. In
    /// the order in which they came, one at a time; the next is read after this returns. Its answer is owed by the user.
    /// </summary>
    void OnRequest(Dialog dialog, ServerTransaction transaction);

    /// <summary>Exactly once, however it ends, on any thread. Nothing is sent in the dialog after it.</summary>
    void OnEnded(Dialog dialog, DialogEnd how);
}
