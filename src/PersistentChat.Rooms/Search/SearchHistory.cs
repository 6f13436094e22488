using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Search;

/// <summary>
/// Somebody is about to search rooms: permission and the compliance event, each room by itself, before any row leaves.
/// </summary>
/// <param name="Person">See <see cref="ReadHistory"/>.</param>
internal sealed record SearchHistory(Person? Person, HistoryQuery Query)
    : JournalCommand<IReadOnlyList<(Guid RoomId, Outcome<HistoryWindow> Window)>>
{
    /// <inheritdoc cref="ReadHistory.AsAdministrator"/>
    public bool AsAdministrator { get; init; }

    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person?.Uri ?? "operator"} in {Query.RoomIds.Count} rooms";

    internal override Outcome<IReadOnlyList<(Guid RoomId, Outcome<HistoryWindow> Window)>> Decide(Turn turn)
    {
        if (Query.Check(turn.Rules.SearchLimit) is { } refusal)
        {
            return refusal;
        }

        var words = Query.InWords();
        return Query.RoomIds.Distinct()
            .Select(roomId => (roomId, new ReadHistory(Person, roomId, words) { AsAdministrator = AsAdministrator }.Decide(turn)))
            .ToList();
    }
}
