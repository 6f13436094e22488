using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:chansrch</c>: rooms by name and other marks among those the caller may see (xccos.md section 8.10).</summary>
internal sealed class RoomSearch(RoomDirectory directory, PoolAddresses pool) : ICommandHandler<RoomSearchCommand>
{
    public static WordMatch MatchOf(bool allWords, bool exactPhrase) =>
        exactPhrase ? WordMatch.Phrase : allWords ? WordMatch.All : WordMatch.Any;

    public ValueTask<ServerPrimitive?> HandleAsync(
        RoomSearchCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var found = directory.Search(session.Person, ToQuery(command));
        return ValueTask.FromResult<ServerPrimitive?>(new RoomListReply(
            WireNames.ReplyIds.RoomSearch, reference, [.. found.Select(room => RoomBlocks.Of(room, pool.Domain))]));
    }

    private static RoomQuery ToQuery(RoomSearchCommand command) => new()
    {
        Text = command.Criteria,
        Match = MatchOf(command.AllWords, command.ExactPhrase),
        InDescription = command.InDescription,
        Member = command.Filter.Member,
        Manager = command.Filter.Manager,
        Participant = command.Filter.Participant,
        CategoryId = command.Filter.Category?.Id,
        AddInId = command.Filter.AddIn,
        Disabled = command.Filter.Disabled ?? false,
        Privacy = command.Filter.Visibility switch
        {
            RoomVisibility.Private => RoomPrivacy.Secret,
            RoomVisibility.Scope => RoomPrivacy.Closed,
            RoomVisibility.Open => RoomPrivacy.Open,
            _ => null,
        },
        Type = command.Filter.Behavior switch
        {
            RoomBehavior.Auditorium => RoomType.Auditorium,
            RoomBehavior.Normal => RoomType.Normal,
            _ => null,
        },
        InvitationsOff = !command.Filter.InheritsInvitations,
        Skip = command.Skip,
        Limit = command.MaxResults,
    };
}
