using System.Xml.Linq;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Presence;

/// <summary>
/// SUBSCRIBE <c>vnd-microsoft-provisioning-v2</c> ([MS-SIPREGE] 2.2.2.5): the groups the client asks for; the one that is
/// ours tells it that there is a pool and where (wire/005, 006), the others what there is not.
/// </summary>
internal sealed class Provisioning(Journal journal, PoolAddresses pool) : IEventPackage
{
    private const string PersistentChat = "persistentChatConfiguration";

    private static readonly XNamespace Names = "http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification";

    public string Event => "vnd-microsoft-provisioning-v2";

    // With a lifetime the client would unsubscribe at the end (TRANSCRIPT.md section 2, 005).
    public bool IsToldOnce => true;

    public ISubscribed Open(Subscription subscription)
    {
        var asked = PresenceXml.Read(subscription.Body)?.Elements()
            .Where(element => element.Name.LocalName == "provisioningGroup")
            .Select(element => (string?)element.Attribute("name"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var mayChat = journal.Committed.MayUseChat(subscription.Person);
        var groups = asked is { Count: > 0 } ? asked : [PersistentChat];
        return new Told(Body.Of(
            "application/vnd-microsoft-roaming-provisioning-v2+xml",
            new XElement(Names + "provisionGroupList", groups.Select(name => Group(name, mayChat)))));
    }

    private XElement Group(string name, bool mayChat)
    {
        var properties = Properties(name, mayChat).Select(it => Property(it.Name, it.Value)).ToList();
        return new XElement(
            Names + "provisionGroup",
            new XAttribute("name", name),
            properties.Count > 0 ? new XElement(Names + "propertyEntryList", properties) : null);
    }

    // Only what is so. focusFactoryUri (conferences) and mrasUri (media relay) would make clients call services that do not
    // exist; a group that is asked for and not known here is there and empty.
    private IEnumerable<(string Name, string Value)> Properties(string group, bool mayChat) => group switch
    {
        PersistentChat =>
        [
            ("EnablePersistentChat", mayChat ? "true" : "false"),
            ("DefaultPersistentChatPoolUri", pool.PoolUri),
            ("PersistentChatPoolUris", pool.PoolUri),
        ],
        "ServerConfiguration" => [("ucPortRangeEnabled", "false"), ("EnableUserAlerts", "false")],
        "meetingPolicy" => [("AllowIPAudio", "false"), ("AllowIPVideo", "false"), ("EnableAppDesktopSharing", "None")],
        "ucPolicy" => [("EnterpriseVoiceEnabled", "false"), ("AllowPresence", "true")],
        _ => [],
    };

    private static XElement Property(string name, string value) =>
        new(Names + "property", new XAttribute("name", name), value);

    private sealed class Told(Body body) : ISubscribed
    {
        public IReadOnlyCollection<Guid> Watched => [];

        public Body? State() => body;

        public Body? Change(Guid person) => null;
    }
}
