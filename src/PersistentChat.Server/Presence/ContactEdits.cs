using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>Edits of the contact list, in SOAP ([MS-SIP] 2.2.4; wire/383 to 388).</summary>
internal sealed class ContactEdits(Journal journal, PresenceTeller teller) : IServiceHandler
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Contacts = "http://schemas.microsoft.com/winrtc/2002/11/sip";

    public string ContentType => "application/SOAP+xml";

    public async Task AnswerAsync(ServerTransaction transaction, Person person, XElement root)
    {
        var operation = root.Element(Soap + "Body")?.Elements().FirstOrDefault();
        if (operation is null
            || !long.TryParse(Value(operation, "deltaNum"), NumberStyles.None, CultureInfo.InvariantCulture, out var delta)
            || Edit(operation) is not { } edit)
        {
            Refuse(transaction, 400, "Client.BadCall", "There is no such operation, or it lacks something");
            return;
        }

        var outcome = await journal.SubmitAsync(
            new EditContacts(person.Id, transaction.Connection.Id, delta, edit), _ => teller.Changed(person.Id));
        if (outcome.Refusal is { } refusal)
        {
            Refuse(transaction, ServiceDesk.StatusOf(refusal), "Client.BadCall", refusal.Text);
        }
        else if (outcome.Value.IsStale)
        {
            Refuse(transaction, 409, "Client.BadCall.WrongDelta", "The contact list has changed", outcome.Value.Contacts.Delta);
        }
        else
        {
            Answer(transaction, 200, outcome.Value.NewGroup is { } id
                ? new XElement(Contacts + "addGroup", new XElement(Contacts + "groupID", id))
                : null);
        }
    }

    private static ContactEdit? Edit(XElement operation) => operation.Name.LocalName switch
    {
        "setContact" => AddressOf(operation) is { } uri
            ? new ContactEdit.SetContact(new Contact(
                uri,
                Value(operation, "displayName"),
                Value(operation, "groups"),
                Value(operation, "subscribed") is "true" or "1",
                Value(operation, "externalURI")))
            : null,
        "deleteContact" => AddressOf(operation) is { } uri ? new ContactEdit.DeleteContact(uri) : null,
        "addGroup" => new ContactEdit.AddGroup(Value(operation, "name"), Value(operation, "externalURI")),
        "modifyGroup" => GroupOf(operation) is { } id
            ? new ContactEdit.ModifyGroup(new ContactGroup(id, Value(operation, "name"), Value(operation, "externalURI")))
            : null,
        "deleteGroup" => GroupOf(operation) is { } id ? new ContactEdit.DeleteGroup(id) : null,
        _ => null,
    };

    private static string Value(XElement operation, string name) =>
        operation.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";

    private static string? AddressOf(XElement operation) =>
        SipUri.TryParse(Value(operation, "URI"), out var uri) && uri.User is not null ? uri.AddressOfRecord["sip:".Length..] : null;

    private static int? GroupOf(XElement operation) =>
        int.TryParse(Value(operation, "groupID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static void Refuse(ServerTransaction transaction, int status, string code, string text, long? current = null) => Answer(
        transaction,
        status,
        new XElement(
            Soap + "Fault",
            new XElement("faultcode", code),
            new XElement("faultstring", text),
            current is null ? null : new XElement("detail", new XElement(Contacts + "deltaNum", current))));

    private static void Answer(ServerTransaction transaction, int status, XElement? content) => transaction.Respond(
        status,
        Body.Of(
            "application/SOAP+xml",
            new XElement(
                Soap + "Envelope",
                new XAttribute(XNamespace.Xmlns + "s", Soap.NamespaceName),
                new XAttribute(XNamespace.Xmlns + "m", Contacts.NamespaceName),
                new XElement(Soap + "Body", content))),
        status is 503 ? [("Retry-After", "30")] : []);
}
