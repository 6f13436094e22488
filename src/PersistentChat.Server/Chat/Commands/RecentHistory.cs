using PersistentChat.Rooms;
using PersistentChat.Rooms.Chat;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:bccontext</c>: the last messages of a room, oldest first (xccos.md section 8.8).</summary>
internal sealed class RecentHistory(HistoryReader history, PoolAddresses pool)
    : ICommandHandler<RecentHistoryCommand>
{
    public async ValueTask<ServerPrimitive?> HandleAsync(
        RecentHistoryCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        if (!pool.Owns(command.Room))
        {
            return Refusals.Reply(session, command, reference, Refusal.NoSuchRoom);
        }

        var outcome = await history.ReadRecentAsync(session.Person, command.Room.Id, command.Count, ct);
        return outcome.IsRefused
            ? Refusals.Reply(session, command, reference, outcome.Refusal!)
            : new RecentHistoryReply(
                reference, command.Room, [.. outcome.Value.Select(message => Messages.ToWire(message, pool.Domain))]);
    }
}
