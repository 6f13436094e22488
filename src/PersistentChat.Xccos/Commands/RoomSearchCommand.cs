using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:chansrch</c>: find rooms (xccos.md 8.10). No <paramref name="Criteria"/>: all the caller may see. They are
/// words separated by white space; one that matches is enough unless <paramref name="AllWords"/>; all of it is one
/// term when <paramref name="ExactPhrase"/>. Only <c>BYNAME</c> was ever seen as <paramref name="QueryType"/>; what
/// <paramref name="Extended"/> means is not known.
/// </summary>
public sealed record RoomSearchCommand(
    string Sequence,
    string QueryType,
    string Criteria,
    bool Extended,
    bool AllWords,
    bool ExactPhrase,
    bool InDescription,
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

        return new RoomSearchCommand(
            frame.Sequence,
            query.Attribute(WireNames.Attributes.QueryType) ?? WireNames.Values.ByName,
            query.Attribute(WireNames.Attributes.Criteria) ?? "",
            Is(WireNames.Attributes.Extended),
            Is(WireNames.Attributes.AllWords),
            Is(WireNames.Attributes.ExactPhrase),
            Is(WireNames.Attributes.InDescription),
            query.Attributes.Select(WireValue.Limit).FirstOrDefault(found => found is not null));
    }
}
