using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>
/// <c>setContainerMembers</c> ([MS-PRES] 2.2.2.4): kept and told, although everybody of the pool sees the same
/// (<see cref="PresenceAccess"/>). pidgin-sipe does not read the answer (TRANSCRIPT.md section 2, 007).
/// </summary>
internal sealed class ContainerMembers(Journal journal, PresenceTeller teller) : IServiceHandler
{
    public string ContentType => "application/msrtc-setcontainermembers+xml";

    public async Task AnswerAsync(ServerTransaction transaction, Person person, XElement root)
    {
        var changes = new List<ContainerChange>();
        foreach (var element in root.Descendants().Where(element => element.Name.LocalName == "container"))
        {
            if ((string?)element.Attribute("id") is not { } id
                || !long.TryParse((string?)element.Attribute("version") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                transaction.Respond(400, "Bad Container");
                return;
            }

            changes.Add(new ContainerChange(id, version, Members(element, "add"), Members(element, "remove")));
        }

        var outcome = await journal.SubmitAsync(new SetContainerMembers(person.Id, changes), _ => teller.Changed(person.Id));
        if (outcome.Refusal is { } refusal)
        {
            ServiceDesk.Refuse(transaction, refusal);
        }
        else if (outcome.Value.Wrong.Count > 0)
        {
            WrongDeltaFault.Respond(transaction, outcome.Value.Wrong);
        }
        else
        {
            transaction.Respond(200);
        }
    }

    /// <summary>As roaming-self tells them.</summary>
    public static XElement Document(RoamingData data) => new(
        PresenceXml.Containers + "containers",
        data.Containers.Values.Select(container => new XElement(
            PresenceXml.Containers + "container",
            new XAttribute("id", container.Id),
            new XAttribute("version", container.Version),
            container.Members.OrderBy(member => member.Type, StringComparer.Ordinal).ThenBy(member => member.Value, StringComparer.Ordinal)
                .Select(member => new XElement(
                    PresenceXml.Containers + "member",
                    new XAttribute("type", member.Type),
                    member.Value.Length > 0 ? new XAttribute("value", member.Value) : null)))));

    private static List<ContainerMember> Members(XElement container, string action) =>
    [
        .. container.Elements()
            .Where(element => element.Name.LocalName == "member" && ((string?)element.Attribute("action") ?? "add") == action)
            .Select(element => new ContainerMember(
                (string?)element.Attribute("type") ?? "", (string?)element.Attribute("value") ?? "")),
    ];
}
