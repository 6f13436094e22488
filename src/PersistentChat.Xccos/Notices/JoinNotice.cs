using System.Xml;

namespace PersistentChat.Xccos.Notices;

/// <summary><c>ntc:join</c> or <c>ntc:bjoin</c>: people entered rooms you are in (xccos.md section 9).</summary>
public sealed record JoinNotice(string Id, IReadOnlyList<Entrant> People) : Notice(Id)
{
    private protected override void WriteData(XmlWriter xml)
    {
        foreach (var entrant in People)
        {
            entrant.Person.Write(xml, entrant.Rooms);
        }
    }
}
