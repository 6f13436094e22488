using PersistentChat.Rooms;

namespace PersistentChat.Server.Chat.Commands;

/// <summary>A command we know, with a body that does not say what it should: the answer says so.</summary>
internal sealed class Malformed : ICommandHandler<MalformedCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        MalformedCommand command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ValueTask.FromResult<ServerPrimitive?>(Refusals.Reply(session, command, reference, Refusal.InvalidArgument(command.Problem)));
}
