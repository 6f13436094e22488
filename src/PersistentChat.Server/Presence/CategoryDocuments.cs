using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>Builds the documents in which categories are told: to their owner (roaming-self) and to watchers.</summary>
internal static class CategoryDocuments
{
    /// <summary><c>categories</c> for the owner: every container, with versions, and the aggregate of all endpoints.</summary>
    /// <param name="concerned">Only these; one of which nothing is left is named without content. Null: all.</param>
    public static XElement ForOwner(
        string person, RoamingData data, DateTimeOffset now, IReadOnlySet<string>? concerned = null)
    {
        var categories = new XElement(PresenceXml.Categories + "categories", new XAttribute("uri", person));
        var told = new HashSet<string>(StringComparer.Ordinal) { AggregateState.Category };
        foreach (var publication in data.Current(now).Where(p => concerned?.Contains(p.Key.Category) is not false))
        {
            categories.Add(Category(publication));
            told.Add(publication.Key.Category);
        }

        foreach (var empty in (concerned ?? told).Where(name => !told.Contains(name)).Order(StringComparer.Ordinal))
        {
            categories.Add(new XElement(PresenceXml.Categories + "category", new XAttribute("name", empty)));
        }

        if (concerned?.Contains(AggregateState.Category) is not false)
        {
            categories.Add(Aggregate(
                AggregateState.Of(data, now), now, ("container", "2"), ("version", "1"), ("expireType", "static")));
        }

        return categories;
    }

    /// <summary><c>categories</c> for somebody else: aggregate state, note and contact card (wire/010, 081).</summary>
    public static XElement ForWatcher(string person, WatcherView view, DateTimeOffset now) => new(
        PresenceXml.Categories + "categories",
        new XAttribute("uri", person),
        Aggregate(view.Availability, now),
        new XElement(PresenceXml.Categories + "category", new XAttribute("name", "note"), Content(view.Note)),
        new XElement(
            PresenceXml.Categories + "category",
            new XAttribute("name", "contactCard"),
            new XAttribute("instance", "0"),
            new XAttribute("publishTime", PresenceXml.Time(now)),
            Content(view.Card) ?? Card(view.DisplayName)));

    private static XElement? Content(string? content) => content is null ? null : PresenceXml.Parse(content);

    private static XElement Card(string displayName) => new(
        PresenceXml.ContactCard + "contactCard",
        new XElement(
            PresenceXml.ContactCard + "identity",
            new XElement(
                PresenceXml.ContactCard + "name",
                new XElement(PresenceXml.ContactCard + "displayName", displayName))));

    private static XElement Category(Publication publication) => new(
        PresenceXml.Categories + "category",
        new XAttribute("name", publication.Key.Category),
        new XAttribute("instance", publication.Key.Instance),
        new XAttribute("publishTime", PresenceXml.Time(publication.PublishedAt)),
        new XAttribute("container", publication.Key.Container),
        new XAttribute("version", publication.Version),
        new XAttribute("expireType", NameOf(publication.Life)),
        publication.ExpiresAt is { } end ? new XAttribute("expires", Seconds(end - publication.PublishedAt)) : null,
        Content(publication.Content));

    private static string NameOf(PublicationLife life) => life switch
    {
        PublicationLife.Static => "static",
        PublicationLife.User => "user",
        PublicationLife.Time => "time",
        _ => "endpoint",
    };

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static XElement Aggregate(int availability, DateTimeOffset now, params (string Name, string Value)[] more) => new(
        PresenceXml.Categories + "category",
        new XAttribute("name", AggregateState.Category),
        new XAttribute("instance", "1"),
        new XAttribute("publishTime", PresenceXml.Time(now)),
        more.Select(attribute => new XAttribute(attribute.Name, attribute.Value)),
        new XElement(
            PresenceXml.State + "state",
            new XAttribute(XNamespace.Xmlns + "xsi", PresenceXml.Xsi.NamespaceName),
            new XAttribute(PresenceXml.Xsi + "type", "aggregateState"),
            new XElement(PresenceXml.State + "availability", availability.ToString(CultureInfo.InvariantCulture))));
}
