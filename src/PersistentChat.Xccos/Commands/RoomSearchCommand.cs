using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:chansrch</c>: find rooms (xccos.md 8.10). No <paramref name="Criteria"/>: all the caller may see. They are
/// words separated by white space; one that matches is enough unless <paramref name="AllWords"/>; all of it is one
/// term when <paramref name="ExactPhrase"/>. Only <c>BYNAME</c> was ever seen as <paramref name="QueryType"/>; with any
/// other one, criteria that are a category's or a person's address browse that. What <paramref name="Extended"/> means is
/// not known. <paramref name="Skip"/>: rooms left out, for the next page.
/// </summary>
public sealed record RoomSearchCommand(
    string Sequence,
    string QueryType,
    string Criteria,
    bool Extended,
    bool AllWords,
    bool ExactPhrase,
    bool InDescription,
    RoomFilter Filter,
    int Skip,
    int? MaxResults)
    : ClientPrimitive(WireNames.CommandIds.RoomSearch, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        if (frame.Data.Child(WireNames.Elements.Query) is not { } query)
        {
            return frame.Malformed("no qib");
        }

        bool Is(params string[] spellings) => spellings.Any(name => WireValue.IsTrue(query.Attribute(name)));

        if (!RoomFilter.TryRead(query, out var filter))
        {
            return frame.Malformed("a filter cannot be read");
        }

        var type = query.Attribute(WireNames.Attributes.QueryType) ?? WireNames.Values.ByName;
        var criteria = query.Attribute(WireNames.Attributes.Criteria) ?? "";
        if (!WireValue.Same(type, WireNames.Values.ByName) && filter.Browse(criteria) is { } browsing)
        {
            (filter, criteria) = (browsing, "");
        }

        return new RoomSearchCommand(
            frame.Sequence,
            type,
            criteria,
            Is(WireNames.Attributes.Extended),
            Is(WireNames.Attributes.AllWords),
            Is(WireNames.Attributes.ExactPhrase),
            Is(WireNames.Attributes.InDescription),
            filter,
            WireValue.Count(query.FirstAttribute(WireNames.RoomFilters.Skip)) ?? 0,
            query.Attributes.Select(WireValue.Limit).FirstOrDefault(found => found is not null));
    }
}
