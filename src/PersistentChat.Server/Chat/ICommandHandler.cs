
namespace PersistentChat.Server.Chat;

/// <summary>What is done for one kind of command; one file each in <c>Commands/</c>.</summary>
/// <remarks>
/// The part before the first await runs in the order in which the dialog's commands arrived; so what must be ordered is
/// submitted to the journal there. SIP has been answered 200 already.
/// </remarks>
internal interface ICommandHandler<in TCommand>
    where TCommand : ClientPrimitive
{
    /// <summary>The XCCOS answer; null when the handler sees to it itself, in the journal's turn.</summary>
    ValueTask<ServerPrimitive?> HandleAsync(
        TCommand command, CommandReference reference, ChatSession session, CancellationToken ct);
}
