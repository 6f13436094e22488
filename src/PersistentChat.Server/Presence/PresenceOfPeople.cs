using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Presence;

/// <summary>
/// SUBSCRIBE <c>presence</c> for many people at once (<c>batchSub</c>, [MS-PRES] 2.2.2.3): the state as it is now, one part
/// for each person of this pool (wire/009, 010), then whoever changes (wire/081).
/// </summary>
internal sealed class PresenceOfPeople(Journal journal, TimeProvider clock, IOptions<PresenceOptions> options) : IEventPackage
{
    private const string Boundary = "pchat-part";
    private const string CategoriesType = "application/msrtc-event-categories+xml";

    // Everybody who watches a person is told the same: the last of it is kept.
    private volatile Encoded? _last;

    public string Event => "presence";

    public ISubscribed Open(Subscription subscription)
    {
        var asked = PresenceXml.Read(subscription.Body)?.Descendants()
            .Where(element => element.Name.LocalName == "resource")
            .Select(element => (string?)element.Attribute("uri"))
            .Take(options.Value.MaxPeoplePerSubscription);
        var people = (asked ?? [])
            .Select(uri => SipUri.TryParse(uri, out var parsed) ? parsed.AddressOfRecord : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(journal.Committed.Person)
            .OfType<Person>()
            .Where(person => PresenceAccess.MaySee(subscription.Person, person))
            .Select(person => person.Id)
            .ToList();
        return new Subscribed(this, subscription.Person.Uri, people);
    }

    private (Person Person, WatcherView View) ViewOf(Guid id)
    {
        var pool = journal.Committed;
        var person = pool.People[id];
        return (person, WatcherView.Of(person, pool.Roaming(id), clock.GetUtcNow()));
    }

    private Body Encode(Person person, WatcherView view)
    {
        if (_last is not { } last || last.Person != person.Id || last.View != view)
        {
            var body = Body.Of(CategoriesType, CategoryDocuments.ForWatcher(person.Uri, view, clock.GetUtcNow()));
            _last = last = new Encoded(person.Id, view, body);
        }

        return last.Body;
    }

    private Body Multipart(string watcher, List<(Person Person, WatcherView View)> people)
    {
        var list = new XElement(
            PresenceXml.ResourceList + "list",
            new XAttribute("uri", watcher), new XAttribute("version", "0"), new XAttribute("fullState", "false"),
            people.Select((of, index) => new XElement(
                PresenceXml.ResourceList + "resource",
                new XAttribute("uri", of.Person.Uri),
                new XElement(
                    PresenceXml.ResourceList + "instance",
                    new XAttribute("id", "0"), new XAttribute("state", "active"), new XAttribute("cid", index)))));
        using var body = new MemoryStream();
        Part(body, "root", "application/rlmi+xml", PresenceXml.Write(list));
        foreach (var (index, (person, view)) in people.Index())
        {
            Part(body, index.ToString(CultureInfo.InvariantCulture), CategoriesType, Encode(person, view).Bytes);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return new Body(
            $"multipart/related;type=\"application/rlmi+xml\";start=root;boundary={Boundary}", body.ToArray());
    }

    private static void Part(MemoryStream body, string id, string type, ReadOnlyMemory<byte> document)
    {
        body.Write(Encoding.ASCII.GetBytes(
            $"--{Boundary}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{id}>\r\nContent-Type: {type}\r\n\r\n"));
        body.Write(document.Span);
        // COMPAT(pidgin-sipe): libpurple cuts four bytes off each part, so an empty line stands before the boundary
        // (TRANSCRIPT.md trap 5).
        body.Write("\r\n\r\n"u8);
    }

    private sealed record Encoded(Guid Person, WatcherView View, Body Body);

    private sealed class Subscribed(PresenceOfPeople package, string watcher, List<Guid> people) : ISubscribed
    {
        private readonly Dictionary<Guid, WatcherView> _told = [];

        public IReadOnlyCollection<Guid> Watched => people;

        public Body? State()
        {
            var views = people.ConvertAll(package.ViewOf);
            foreach (var (person, view) in views)
            {
                _told[person.Id] = view;
            }

            return views.Count == 0 ? null : package.Multipart(watcher, views);
        }

        public Body? Change(Guid person)
        {
            var (known, view) = package.ViewOf(person);
            if (_told.GetValueOrDefault(person) == view)
            {
                return null;
            }

            _told[person] = view;
            return package.Encode(known, view);
        }
    }
}
