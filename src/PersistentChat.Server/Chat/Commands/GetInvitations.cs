using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary>
/// <c>cmd:getinv</c>: invitations newer than the one the client knows (xccos.md section 8.12). Becoming a member creates none
/// yet, so there never is one.
/// </summary>
internal sealed class GetInvitations(PoolAddresses pool) : ICommandHandler<GetInvitationsCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        GetInvitationsCommand command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ValueTask.FromResult<ServerPrimitive?>(new InvitationsReply(reference, command.LastKnown, command.Domain ?? pool.Domain, []));
}
