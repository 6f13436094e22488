
namespace PersistentChat.Server.Chat.Commands;

/// <summary>A command we do not know: answered, never dropped, for clients wait for the answer (xccos.md section 8.18).</summary>
internal sealed class Unknown : ICommandHandler<UnknownCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        UnknownCommand command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ValueTask.FromResult<ServerPrimitive?>(new EmptyReply(WireNames.ReplyIds.Of(command.Id), reference, ResponseCodes.UnknownCommand));
}
