using PersistentChat.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:bcbydate</c> and its relatives: search the history of rooms (xccos.md section 8.9).</summary>
internal sealed class HistorySearching(HistorySearch history, PoolAddresses pool) : ICommandHandler<HistorySearchCommand>
{
    public async ValueTask<ServerPrimitive?> HandleAsync(
        HistorySearchCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var ours = command.Rooms.Where(pool.Owns).Select(room => room.Id).ToList();
        if (ours.Count is 0)
        {
            return Refusals.Reply(session, command, reference, Refusal.NoSuchRoom);
        }

        var outcome = await history.SearchAsync(session.Person, ToQuery(command, ours), ct);
        if (outcome.IsRefused)
        {
            return Refusals.Reply(session, command, reference, outcome.Refusal!);
        }

        var failed = command.Rooms.Where(room => !pool.Owns(room)).Concat(outcome.Value.Refused.Select(room => pool.UriOf(room.RoomId)));
        return new HistorySearchReply(
            WireNames.ReplyIds.Of(command.Id),
            reference,
            [.. outcome.Value.Rooms.Select(ToWire)],
            [.. failed.Select(room => new FailedRoom(room))]);
    }

    private static HistoryQuery ToQuery(HistorySearchCommand command, IReadOnlyList<Guid> roomIds) => new()
    {
        RoomIds = roomIds,
        Text = command.Text,
        Match = RoomSearch.MatchOf(command.AllWords, command.ExactPhrase),
        CaseSensitive = command.MatchCase,
        Authors = command.Authors,
        From = ToDate(command.From),
        Until = ToDate(command.Until),
        StartId = command.StartId,
        SearchesBackwards = command.SearchesBackwards,
        NewestFirst = command.SortsBackwards,
        Limit = command.MaxResults,
    };

    private static SearchDate? ToDate(WireDate? date) => date is { } given ? new SearchDate(given.At, given.IsDay) : null;

    private FoundMessages ToWire(RoomHistory found) => new(
        pool.UriOf(found.RoomId),
        found.Name,
        [.. found.Messages.Select(message => Messages.ToWire(message, pool.Domain))],
        found.Total,
        found.NextId is not null || !found.IsComplete,
        found.NextId);
}
