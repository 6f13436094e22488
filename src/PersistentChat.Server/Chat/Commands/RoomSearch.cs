using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:chansrch</c>: rooms by name among those the caller may see (xccos.md section 8.10).</summary>
internal sealed class RoomSearch(RoomDirectory directory, PoolAddresses pool) : ICommandHandler<RoomSearchCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        RoomSearchCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var found = directory
            .Search(session.Person, command.Criteria, command.AllWords, command.InDescription)
            .Take(command.MaxResults ?? int.MaxValue);
        return ValueTask.FromResult<ServerPrimitive?>(new RoomListReply(
            WireNames.ReplyIds.RoomSearch, reference, [.. found.Select(room => RoomBlocks.Of(room, pool.Domain))]));
    }
}
