using System.Xml.Linq;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>The contact list: edited in SOAP as the real client does (wire/383 to 388), the same everywhere, kept.</summary>
internal sealed class RoamingContactsTests : PresenceWorld
{
    private static readonly XNamespace Contacts = "http://schemas.microsoft.com/winrtc/2002/11/sip";

    [Test]
    public async Task Edits_are_answered_told_to_other_endpoints_and_kept()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await desk.SubscribeAsync(Endpoint.Contacts);
        await phone.SubscribeAsync(Endpoint.Contacts);

        var added = await desk.SoapAsync("<m:addGroup><m:name>Friends &amp; &lt;co&gt;</m:name><m:externalURI /><m:deltaNum>1</m:deltaNum></m:addGroup>");
        Assert.That((added.Status, added.Headers["Content-Type"]), Is.EqualTo((200, "application/SOAP+xml")));
        Assert.That(Endpoint.XmlOf(added).Descendants(Contacts + "groupID").Single().Value, Is.EqualTo("2"));
        AssertList(Endpoint.XmlOf(await phone.ToldAsync()), "2", "1=~ 2=Friends & <co>", "");

        await EditAsync(desk, "<m:setContact><m:displayName>Bob</m:displayName><m:groups>2</m:groups><m:subscribed>true</m:subscribed><m:URI>sip:Bob@example.com</m:URI><m:externalURI /><m:deltaNum>2</m:deltaNum></m:setContact>");
        AssertList(Endpoint.XmlOf(await phone.ToldAsync()), "3", "1=~ 2=Friends & <co>", "bob@example.com Bob 2 true");

        // The phone goes on where it was told the list is; now the desk hears, and of nothing before it.
        await EditAsync(phone, "<m:modifyGroup><m:groupID>2</m:groupID><m:name>Work</m:name><m:externalURI /><m:deltaNum>3</m:deltaNum></m:modifyGroup>");
        AssertList(Endpoint.XmlOf(await desk.ToldAsync()), "4", "1=~ 2=Work", "bob@example.com Bob 2 true");

        await RestartAsync();
        var tablet = await SignInAsync(Alice, "cccc00000003");
        AssertList(Endpoint.XmlOf((await tablet.SubscribeAsync(Endpoint.Contacts)).Answer), "4", "1=~ 2=Work", "bob@example.com Bob 2 true");
        await EditAsync(tablet, "<m:deleteGroup><m:groupID>2</m:groupID><m:deltaNum>4</m:deltaNum></m:deleteGroup>");
        AssertList(Endpoint.XmlOf((await tablet.SubscribeAsync(Endpoint.Contacts)).Answer), "5", "1=~", "bob@example.com Bob  true");
        await EditAsync(tablet, "<m:deleteContact><m:URI>sip:bob@example.com</m:URI><m:deltaNum>5</m:deltaNum></m:deleteContact>");
        AssertList(Endpoint.XmlOf((await tablet.SubscribeAsync(Endpoint.Contacts)).Answer), "6", "1=~", "");
    }

    [Test]
    public async Task An_edit_of_a_list_that_has_changed_is_refused_and_says_what_it_is_now()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        await EditAsync(desk, "<m:addGroup><m:name>One</m:name><m:externalURI /><m:deltaNum>1</m:deltaNum></m:addGroup>");
        var stale = await desk.SoapAsync("<m:addGroup><m:name>Two</m:name><m:externalURI /><m:deltaNum>1</m:deltaNum></m:addGroup>");
        Assert.That(stale.Status, Is.EqualTo(409));
        Assert.That(Endpoint.XmlOf(stale).Descendants("faultcode").Single().Value, Is.EqualTo("Client.BadCall.WrongDelta"));
        Assert.That(Endpoint.XmlOf(stale).Descendants(Contacts + "deltaNum").Single().Value, Is.EqualTo("2"));
    }

    [TestCase("<m:setContact><m:URI>tel:123</m:URI><m:deltaNum>1</m:deltaNum></m:setContact>")]
    [TestCase("<m:setContact><m:groups>9</m:groups><m:URI>sip:bob@example.com</m:URI><m:deltaNum>1</m:deltaNum></m:setContact>")]
    [TestCase("<m:addGroup><m:name></m:name><m:deltaNum>1</m:deltaNum></m:addGroup>")]
    [TestCase("<m:modifyGroup><m:groupID>1</m:groupID><m:name>Mine</m:name><m:deltaNum>1</m:deltaNum></m:modifyGroup>")]
    [TestCase("<m:deleteGroup><m:groupID>x</m:groupID><m:deltaNum>1</m:deltaNum></m:deleteGroup>")]
    [TestCase("<m:deleteContact><m:URI>sip:bob@example.com</m:URI></m:deleteContact>")]
    [TestCase("<m:dance><m:deltaNum>1</m:deltaNum></m:dance>")]
    [TestCase("")]
    public async Task What_is_no_edit_is_refused_with_a_fault(string operation)
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var refused = await desk.SoapAsync(operation);
        Assert.That(refused.Status, Is.EqualTo(400));
        Assert.That(Endpoint.XmlOf(refused).Descendants("faultcode").Single().Value, Is.EqualTo("Client.BadCall"));
        AssertList(Endpoint.XmlOf((await desk.SubscribeAsync(Endpoint.Contacts)).Answer), "1", "1=~", "");
    }

    private static async Task EditAsync(Endpoint endpoint, string operation) =>
        Assert.That((await endpoint.SoapAsync(operation)).Status, Is.EqualTo(200));

    private static void AssertList(XElement list, string delta, string groups, string contacts)
    {
        Assert.That(list.Name.LocalName, Is.EqualTo("contactList"));
        Assert.That((string?)list.Attribute("deltaNum"), Is.EqualTo(delta));
        Assert.That(
            string.Join(' ', list.Elements("group").Select(it => $"{(string?)it.Attribute("id")}={(string?)it.Attribute("name")}")),
            Is.EqualTo(groups));
        Assert.That(
            string.Join(", ", list.Elements("contact").Select(it =>
                $"{(string?)it.Attribute("uri")} {(string?)it.Attribute("name")} {(string?)it.Attribute("groups")} {(string?)it.Attribute("subscribed")}")),
            Is.EqualTo(contacts));
    }
}
