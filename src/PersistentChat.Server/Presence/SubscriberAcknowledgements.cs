using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>
/// <c>setSubscribers</c> ([MS-PRES] 2.2.2.5): a person acknowledges who watches it. Kept and told; nobody is told of watchers
/// otherwise, so no client ever has to ask.
/// </summary>
internal sealed class SubscriberAcknowledgements(Journal journal, PresenceTeller teller) : IServiceHandler
{
    public string ContentType => "application/msrtc-presence-setsubscriber+xml";

    public async Task AnswerAsync(ServerTransaction transaction, Person person, XElement root)
    {
        // What is no address of a person is passed over.
        var watchers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var element in root.Descendants().Where(element => element.Name.LocalName == "subscriber"))
        {
            var user = (string?)element.Attribute("user") ?? "";
            if (SipUri.TryParse(user.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? user : $"sip:{user}", out var uri)
                && uri.User is not null)
            {
                watchers[uri.AddressOfRecord] = (string?)element.Attribute("acknowledged") is "true" or "1";
            }
        }

        var outcome = await journal.SubmitAsync(new SetSubscribers(person.Id, watchers), _ => teller.Changed(person.Id));
        if (outcome.Refusal is { } refusal)
        {
            ServiceDesk.Refuse(transaction, refusal);
            return;
        }

        transaction.Respond(200);
    }

    /// <summary>As roaming-self tells them.</summary>
    public static XElement Document(RoamingData data) => new(
        PresenceXml.Subscribers + "subscribers",
        data.Subscribers.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => new XElement(
            PresenceXml.Subscribers + "subscriber",
            new XAttribute("user", it.Key),
            new XAttribute("acknowledged", it.Value),
            new XAttribute("type", "sameEnterprise"))));
}
