using PersistentChat.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:join</c>: enter one room (xccos.md section 8.4). A refusal's text is shown to the person.</summary>
internal sealed class Join(Joining joining, PoolAddresses pool) : ICommandHandler<JoinCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        JoinCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        if (!pool.Owns(command.Room))
        {
            return ValueTask.FromResult<ServerPrimitive?>(Refusals.Reply(session, command, reference, Refusal.NoSuchRoom));
        }

        joining.Join([command.Room.Id], batch: false, session, outcome =>
        {
            var refusal = outcome.IsRefused ? outcome.Refusal : outcome.Value.Failed is [var failed] ? failed.Refusal : null;
            return refusal is null
                ? joining.ReplyOf(WireNames.ReplyIds.Join, reference, outcome.Value, [])
                : Refusals.Reply(session, command, reference, refusal);
        });
        return ValueTask.FromResult<ServerPrimitive?>(null);
    }
}
