using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>SUBSCRIBE <c>vnd-microsoft-roaming-contacts</c>: the contact list, whole each time (wire/004).</summary>
internal sealed class RoamingContacts(Journal journal) : IEventPackage
{
    public string Event => "vnd-microsoft-roaming-contacts";

    public ISubscribed Open(Subscription subscription) => new Subscribed(journal, subscription);

    private sealed class Subscribed(Journal journal, Subscription subscription) : ISubscribed
    {
        private ContactList _told = ContactList.Empty;

        public IReadOnlyCollection<Guid> Watched { get; } = [subscription.Person.Id];

        public Body? State()
        {
            _told = journal.Committed.Roaming(subscription.Person.Id).Contacts;
            return Document(_told);
        }

        public Body? Change(Guid person)
        {
            var (before, now) = (_told, journal.Committed.Roaming(subscription.Person.Id).Contacts);
            _told = now;

            // Whoever made the only edit since knows of it by the answer.
            var isOwn = now.By == subscription.ConnectionId && now.Delta == before.Delta + 1;
            return ReferenceEquals(before, now) || isOwn ? null : Document(now);
        }

        // No namespace: the real server's document has none either (wire/004).
        private static Body Document(ContactList list) => Body.Of(
            "application/vnd-microsoft-roaming-contacts+xml",
            new XElement(
                "contactList",
                new XAttribute("deltaNum", list.Delta),
                list.Groups.Values.Select(group => new XElement(
                    "group",
                    new XAttribute("id", group.Id),
                    new XAttribute("name", group.Name),
                    new XAttribute("externalURI", group.ExternalUri))),
                list.Contacts.Values.OrderBy(contact => contact.Uri, StringComparer.Ordinal).Select(contact => new XElement(
                    "contact",
                    new XAttribute("uri", contact.Uri),
                    new XAttribute("name", contact.Name),
                    new XAttribute("groups", contact.Groups),
                    new XAttribute("subscribed", contact.Subscribed),
                    new XAttribute("externalURI", contact.ExternalUri)))));
    }
}
