using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Search;

/// <summary>
/// Somebody is about to search rooms: permission and the compliance event, each room by itself, before any row leaves.
/// </summary>
internal sealed record SearchHistory(Person Person, HistoryQuery Query)
    : JournalCommand<IReadOnlyList<(Guid RoomId, Outcome<HistoryWindow> Window)>>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person.Uri} in {Query.RoomIds.Count} rooms";

    internal override Outcome<IReadOnlyList<(Guid RoomId, Outcome<HistoryWindow> Window)>> Decide(Turn turn)
    {
        if (Query.Check(turn.Rules.SearchLimit) is { } refusal)
        {
            return refusal;
        }

        var words = Query.InWords();
        return Query.RoomIds.Distinct()
            .Select(roomId => (roomId, new ReadHistory(Person, roomId, words).Decide(turn)))
            .ToList();
    }
}
