using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:usersrch</c>: find people (xccos.md 8.11; its body is G). A person is found by any of
/// <paramref name="Names"/> in its name or by any of <paramref name="Mails"/> in its address; plain criteria count as both.
/// </summary>
public sealed record PersonSearchCommand(
    string Sequence, IReadOnlyList<string> Names, IReadOnlyList<string> Mails, int? MaxResults)
    : ClientPrimitive(WireNames.CommandIds.PersonSearch, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        if (frame.Data.Child(WireNames.Elements.Query) is not { } query)
        {
            return frame.Malformed("no qib");
        }

        List<string> Said(params string[] names) =>
            [.. names.Select(query.Attribute).OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];

        var criteria = Said(WireNames.Attributes.Criteria);
        return new PersonSearchCommand(
            frame.Sequence,
            [.. criteria, .. Said(WireNames.Attributes.PersonNames)],
            [.. criteria, .. Said(WireNames.Attributes.Mails)],
            query.Attributes.Select(WireValue.Limit).FirstOrDefault(found => found is not null));
    }
}
