using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:getinv</c>: invitations newer than the one the client knows (xccos.md section 8.12).</summary>
internal sealed class GetInvitations(InvitationReader invitations, PoolAddresses pool) : ICommandHandler<GetInvitationsCommand>
{
    public async ValueTask<ServerPrimitive?> HandleAsync(
        GetInvitationsCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var (last, rooms) = await invitations.ReadAsync(session.Person, command.LastKnown, ct);
        return new InvitationsReply(
            reference, last, command.Domain ?? pool.Domain, [.. rooms.Select(room => RoomBlocks.Of(room, pool.Domain))]);
    }
}
