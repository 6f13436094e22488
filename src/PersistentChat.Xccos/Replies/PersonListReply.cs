using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:usersrch</c> (xccos.md 8.11). <paramref name="HasMore"/>: there are more than could be told; how that is said is G.
/// </summary>
public sealed record PersonListReply(CommandReference Command, IReadOnlyList<PersonBlock> People, bool HasMore)
    : Reply(WireNames.ReplyIds.PersonSearch, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        foreach (var person in People)
        {
            person.Write(xml);
        }

        if (HasMore)
        {
            xml.Begin(WireNames.Elements.Query);
            xml.Attribute(WireNames.Attributes.HasMore, true);
            xml.End();
        }
    }
}
