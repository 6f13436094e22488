using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:bcbydate</c> and its relatives: search the history of rooms (xccos.md 8.9). What can be asked is known from the
/// vendor's API, what it is called on the wire is not, so every likely spelling is read, as attribute or as element
/// (<see cref="WireNames.HistoryQueries"/>). <paramref name="Authors"/> null: anybody. <paramref name="StartId"/> null: no
/// message to start from. <paramref name="MaxResults"/>: per room; null: no limit asked for.
/// </summary>
public sealed record HistorySearchCommand(
    string Id,
    string Sequence,
    IReadOnlyList<RoomUri> Rooms,
    string Text,
    bool AllWords,
    bool ExactPhrase,
    bool MatchCase,
    IReadOnlyList<string>? Authors,
    WireDate? From,
    WireDate? Until,
    long? StartId,
    bool SearchesBackwards,
    bool SortsBackwards,
    int? MaxResults)
    : ClientPrimitive(Id, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var rooms = new List<RoomUri>();
        foreach (var element in frame.Data.SelfAndDescendants.Where(element => element.Is(WireNames.Elements.Room)))
        {
            if (!RoomUri.TryParse(element.Attribute(WireNames.Attributes.Uri), out var room))
            {
                return frame.Malformed("chanib names no room");
            }

            rooms.Add(room);
        }

        if (rooms.Count is 0)
        {
            return frame.Malformed("chanib names no room");
        }

        var said = new HistoryQueryReader(frame.Data);
        if (!said.TryDate(WireNames.HistoryQueries.From, out var from) || !said.TryDate(WireNames.HistoryQueries.Until, out var until))
        {
            return frame.Malformed("a date cannot be read");
        }

        var match = said.Value(WireNames.HistoryQueries.Match) ?? "";
        return new HistorySearchCommand(
            frame.Id,
            frame.Sequence,
            [.. rooms.Distinct()],
            said.Value(WireNames.HistoryQueries.Text) ?? "",
            said.Is(WireNames.Attributes.AllWords) || match.Contains("all", StringComparison.OrdinalIgnoreCase),
            said.Is(WireNames.Attributes.ExactPhrase) || match.Contains("exact", StringComparison.OrdinalIgnoreCase)
                || match.Contains("phrase", StringComparison.OrdinalIgnoreCase),
            said.Is(WireNames.HistoryQueries.MatchCase),
            said.Authors(),
            from,
            until,
            said.Number(WireNames.HistoryQueries.StartId),
            said.Is(WireNames.HistoryQueries.SearchBackwards),
            said.Is(WireNames.HistoryQueries.SortBackwards),
            said.Limit());
    }
}
