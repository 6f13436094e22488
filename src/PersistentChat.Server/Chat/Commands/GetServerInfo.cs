using Microsoft.Extensions.Options;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:getserverinfo</c>: clock, limits, root category and database of this pool (xccos.md section 8.2).</summary>
internal sealed class GetServerInfo(
    Journal journal, PoolAddresses pool, IOptions<ChatOptions> chat, IOptions<RoomsOptions> rooms, TimeProvider clock)
    : ICommandHandler<GetServerInfoCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        GetServerInfoCommand command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ValueTask.FromResult<ServerPrimitive?>(new ServerInfoReply(reference, Info(command.InfoType), chat.Value.ServerInfoReplyId));

    // The root category has no row of its own: its id is the database's.
    private ServerInfo Info(int? infoType)
    {
        var limits = journal.Committed.Settings.Over(rooms.Value);
        return new ServerInfo(
            clock.GetUtcNow(), limits.SearchLimit, limits.MessageLength, limits.StoryLength,
            new CategoryUri(pool.Domain, journal.Committed.DatabaseId), journal.Committed.DatabaseId)
        {
            InfoType = infoType,
            DisplayName = pool.DisplayName,
        };
    }
}
