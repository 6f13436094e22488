using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:requri</c>: where the pool is. Answered on every address of ours (xccos.md section 8.1).</summary>
internal sealed class RequestUri(PoolAddresses pool) : ICommandHandler<RequestUriCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        RequestUriCommand command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ValueTask.FromResult<ServerPrimitive?>(new RequestUriReply(reference, pool.PoolUri));
}
