using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:bjoin</c>: enter many rooms; those that failed are listed, the rest is entered (xccos.md section 8.5).</summary>
internal sealed class BatchJoin(Joining joining, PoolAddresses pool) : ICommandHandler<BatchJoinCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        BatchJoinCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var ours = command.Rooms.Where(pool.Owns).Select(room => room.Id).ToList();
        var strange = command.Rooms.Where(room => !pool.Owns(room)).Select(room => new FailedRoom(room));
        joining.Join(ours, batch: true, session, outcome => outcome.IsRefused
            ? Refusals.Reply(session, command, reference, outcome.Refusal!)
            : joining.ReplyOf(
                WireNames.ReplyIds.BatchJoin, reference, outcome.Value, [.. command.Unreadable, .. strange]));
        return ValueTask.FromResult<ServerPrimitive?>(null);
    }
}
