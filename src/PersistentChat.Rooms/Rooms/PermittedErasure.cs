using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// The one place that decides whether anything stored may be taken away: the journal takes away nothing else, and nobody
/// but <see cref="Ask"/> can make one of these. Whatever must be kept (a legal hold) is a rule here.
/// </summary>
internal sealed class PermittedErasure
{
    private PermittedErasure(Erasure what) => What = what;

    public Erasure What { get; }

    /// <summary>Only administrators and the system itself take anything away (xccos.md section 7).</summary>
    public static Outcome<PermittedErasure> Ask<TResult>(Erasure what, ChangeCommand<TResult> asking) =>
        asking.HasAllRights ? new PermittedErasure(what) : Refusal.NotAdministrator;
}
