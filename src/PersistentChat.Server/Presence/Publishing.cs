using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>Publication of categories ([MS-PRES] 2.2.2.1; wire/013, 079, 401), the rooms a person follows among them.</summary>
internal sealed class Publishing(
    Journal journal, PublishingConnections connections, PresenceTeller teller, TimeProvider clock) : IServiceHandler
{
    public string ContentType => "application/msrtc-category-publish+xml";

    public async Task AnswerAsync(ServerTransaction transaction, Person person, XElement root)
    {
        if (Requests(root) is not { } requests)
        {
            transaction.Respond(400, "Bad Publication");
            return;
        }

        var connection = transaction.Connection.Id;
        var command = new PublishCategories(person.Id, connection, requests)
        {
            Corrected = connections.Publishes(connection, person),
        };
        var outcome = await journal.SubmitAsync(command, _ => teller.Changed(person.Id));
        if (outcome.Refusal is { } refusal)
        {
            ServiceDesk.Refuse(transaction, refusal);
            return;
        }

        if (outcome.Value.Wrong.Count > 0)
        {
            connections.Corrected(connection, person, requests.Select(request => request.Key));
            WrongDeltaFault.Respond(transaction, outcome.Value.Wrong);
            return;
        }

        // The client forgets the other instances of the categories it published (TRANSCRIPT.md section 8): all go back.
        var concerned = requests.Select(request => request.Key.Category).Append(AggregateState.Category).ToHashSet(StringComparer.Ordinal);
        var told = CategoryDocuments.ForOwner(person.Uri, outcome.Value.Data, clock.GetUtcNow(), concerned);
        transaction.Respond(
            200, Body.Of(RoamingSelf.ContentType, new XElement(PresenceXml.RoamingSelf + "roamingData", told)));
    }

    private static List<PublicationRequest>? Requests(XElement root)
    {
        var requests = new List<PublicationRequest>();
        foreach (var element in root.Descendants(PresenceXml.RichPresence + "publication"))
        {
            if (Request(element) is not { } request)
            {
                return null;
            }

            requests.Add(request);
        }

        return requests;
    }

    private static PublicationRequest? Request(XElement element)
    {
        var contents = element.Elements().ToList();
        var expires = (string?)element.Attribute("expires");
        if (!long.TryParse((string?)element.Attribute("version") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !TryLife((string?)element.Attribute("expireType"), out var life)
            || (expires is not null && !uint.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            || contents.Count > 1)
        {
            return null;
        }

        TimeSpan? lifetime = expires is null ? null : TimeSpan.FromSeconds(uint.Parse(expires, CultureInfo.InvariantCulture));
        return new PublicationRequest(
            new PublicationKey(
                (string?)element.Attribute("categoryName") ?? "",
                (string?)element.Attribute("instance") ?? "0",
                (string?)element.Attribute("container") ?? "0"),
            version,
            life,
            lifetime,
            Removes: lifetime == TimeSpan.Zero,
            contents.Count is 0 ? null : PresenceXml.Text(contents[0]));
    }

    private static bool TryLife(string? text, out PublicationLife life)
    {
        (var isKnown, life) = text switch
        {
            null or "endpoint" => (true, PublicationLife.Endpoint),
            "static" => (true, PublicationLife.Static),
            "user" => (true, PublicationLife.User),
            "time" => (true, PublicationLife.Time),
            _ => (false, PublicationLife.Endpoint),
        };
        return isKnown;
    }
}
