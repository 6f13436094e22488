using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>
/// SUBSCRIBE <c>vnd-microsoft-roaming-self</c> (wire/007, 008): what the person's endpoints have published and set, of the
/// parts the client asks for; changes from other endpoints as they happen.
/// </summary>
internal sealed class RoamingSelf(Journal journal, TimeProvider clock) : IEventPackage
{
    public const string ContentType = "application/vnd-microsoft-roaming-self+xml";

    public string Event => "vnd-microsoft-roaming-self";

    public ISubscribed Open(Subscription subscription)
    {
        var asked = PresenceXml.Read(subscription.Body)?.Elements()
            .Where(element => element.Name.LocalName == "roaming")
            .Select(element => (string?)element.Attribute("type"))
            .ToHashSet();
        return new Subscribed(journal, clock, subscription, asked);
    }

    private sealed class Subscribed(Journal journal, TimeProvider clock, Subscription subscription, HashSet<string?>? asked)
        : ISubscribed
    {
        private readonly Person _person = subscription.Person;
        private RoamingData _told = RoamingData.Empty;

        public IReadOnlyCollection<Guid> Watched { get; } = [subscription.Person.Id];

        public Body? State()
        {
            _told = journal.Committed.Roaming(_person.Id);
            return Document(
                CategoryDocuments.ForOwner(_person.Uri, _told, clock.GetUtcNow()),
                ContainerMembers.Document(_told),
                SubscriberAcknowledgements.Document(_told));
        }

        public Body? Change(Guid person)
        {
            var (before, now) = (_told, journal.Committed.Roaming(_person.Id));
            _told = now;
            var concerned = ChangedElsewhere(before, now);
            var categories = concerned.Count > 0 && IsAsked("categories")
                ? CategoryDocuments.ForOwner(_person.Uri, now, clock.GetUtcNow(), concerned)
                : null;
            var containers = !ReferenceEquals(before.Containers, now.Containers) && IsAsked("containers")
                ? ContainerMembers.Document(now)
                : null;
            var subscribers = !ReferenceEquals(before.Subscribers, now.Subscribers) && IsAsked("subscribers")
                ? SubscriberAcknowledgements.Document(now)
                : null;
            return categories is null && containers is null && subscribers is null
                ? null
                : Document(categories, containers, subscribers);
        }

        // Who published a category has had all of it in the answer.
        private HashSet<string> ChangedElsewhere(RoamingData before, RoamingData now)
        {
            var concerned = new HashSet<string>(StringComparer.Ordinal);
            if (ReferenceEquals(before.Publications, now.Publications))
            {
                return concerned;
            }

            concerned.UnionWith(now.Publications.Values
                .Where(p => p.By != subscription.ConnectionId && before.Publications.GetValueOrDefault(p.Key) != p)
                .Select(p => p.Key.Category));
            concerned.UnionWith(before.Publications.Keys
                .Where(key => !now.Publications.ContainsKey(key))
                .Select(key => key.Category));
            return concerned;
        }

        private bool IsAsked(string part) => asked is null || asked.Contains(part);

        private Body Document(XElement? categories, XElement? containers, XElement? subscribers) => Body.Of(
            ContentType,
            new XElement(
                PresenceXml.RoamingSelf + "roamingData",
                IsAsked("categories") ? categories : null,
                IsAsked("containers") ? containers : null,
                IsAsked("subscribers") ? subscribers : null));
    }
}
