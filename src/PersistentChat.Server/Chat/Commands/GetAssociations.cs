using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:getassociations</c>: the rooms the caller is a member of, or manages (xccos.md section 8.3).</summary>
internal sealed class GetAssociations(RoomDirectory directory, PoolAddresses pool)
    : ICommandHandler<GetAssociationsCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        GetAssociationsCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var rooms = command.Managed ? directory.ManagedRooms(session.Person) : directory.MemberRooms(session.Person);
        var told = rooms.Take(command.MaxResults ?? int.MaxValue).Select(room => RoomBlocks.Of(room, pool.Domain));
        return ValueTask.FromResult<ServerPrimitive?>(
            new RoomListReply(WireNames.ReplyIds.Associations, reference, [.. told]));
    }
}
