using System.Xml.Linq;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>SUBSCRIBE: what is asked is told at once in the answer (TRANSCRIPT.md section 2, 003 to 010).</summary>
internal sealed class SubscribeTests : SipWorld
{
    private static readonly XNamespace Groups = "http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification";
    private static readonly XNamespace Categories = "http://schemas.microsoft.com/2006/09/sip/categories";

    [Test]
    public async Task Provisioning_tells_where_the_pool_is()
    {
        var client = await SignInAsync(Alice);
        var body = CapturedMessage.Load("005-C-SUBSCRIBE-provisioning-v2").Text.Split("\r\n\r\n", 2)[1];

        var answer = await SubscribeAsync(client, Alice, "vnd-microsoft-provisioning-v2", body, expires: "0");

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Headers["Event"], Is.EqualTo("vnd-microsoft-provisioning-v2"));
        Assert.That(answer.Headers["ms-piggyback-cseq"], Is.Not.Null);
        Assert.That(answer.Headers["subscription-state"], Is.EqualTo("terminated;expires=0"));
        var ours = XmlOf(answer).Elements(Groups + "provisionGroup")
            .Single(group => (string?)group.Attribute("name") == "persistentChatConfiguration");
        var properties = ours.Element(Groups + "propertyEntryList")!.Elements(Groups + "property")
            .ToDictionary(property => (string)property.Attribute("name")!, property => property.Value);
        Assert.That(properties["EnablePersistentChat"], Is.EqualTo("true"));
        Assert.That(properties["DefaultPersistentChatPoolUri"], Is.EqualTo(Server.Pool.PoolUri));
    }

    [Test]
    public async Task Roaming_contacts_are_an_empty_list_with_one_group()
    {
        var client = await SignInAsync(Alice);

        var answer = await SubscribeAsync(client, Alice, "vnd-microsoft-roaming-contacts");

        Assert.That(answer.Headers["Content-Type"], Is.EqualTo("application/vnd-microsoft-roaming-contacts+xml"));
        Assert.That(answer.Headers["subscription-state"], Does.Match("^active;expires=[1-9]"));
        var list = XmlOf(answer);
        Assert.That((list.Name.LocalName, (string?)list.Attribute("deltaNum")), Is.EqualTo(("contactList", "1")));
        Assert.That(list.Elements().Select(group => (string?)group.Attribute("name")), Is.EqualTo(["~"]));
    }

    [Test]
    public async Task Roaming_self_has_the_state_of_all_endpoints()
    {
        var client = await SignInAsync(Alice);

        var answer = await SubscribeAsync(client, Alice, "vnd-microsoft-roaming-self");

        Assert.That(answer.Headers["Content-Type"], Is.EqualTo("application/vnd-microsoft-roaming-self+xml"));
        var categories = XmlOf(answer).Element(Categories + "categories")!;
        Assert.That((string?)categories.Attribute("uri"), Is.EqualTo(Alice));
        Assert.That(categories.Element(Categories + "category")!.Value, Is.EqualTo("18500"), "nobody has published: offline");
    }

    [Test]
    public async Task Presence_of_many_people_comes_in_parts_that_libpurple_can_read()
    {
        var client = await SignInAsync(Alice);
        const string Asked =
            "<batchSub xmlns=\"http://schemas.microsoft.com/2006/01/sip/batch-subscribe\" uri=\"sip:alice@example.com\" name=\"\"><action name=\"subscribe\">"
            + "<adhocList><resource uri=\"sip:bob@example.com\"/><resource uri=\"sip:BOB@example.com\"/><resource uri=\"sip:nobody@example.com\"/></adhocList></action></batchSub>";

        var answer = await SubscribeAsync(client, Alice, "presence", Asked);

        Assert.That(answer.Status, Is.EqualTo(200));
        var boundary = answer.Headers["Content-Type"]!.Split("boundary=")[1];
        var parts = TextOf(answer).Split($"--{boundary}");
        Assert.That(parts, Has.Length.EqualTo(4), "before the first, the list, bob once, after the last");
        Assert.That(parts[1], Does.Contain("application/rlmi+xml").And.Contain("uri=\"sip:bob@example.com\"").And.EndWith(">\r\n\r\n"));
        Assert.That(parts[2], Does.Contain("application/msrtc-event-categories+xml").And.EndWith(">\r\n\r\n"));
        Assert.That(parts[2], Does.Contain("<displayName>Bob</displayName>").And.Contain("18500"));
        Assert.That(parts[3], Is.EqualTo("--\r\n"));
    }

    [Test]
    public async Task An_unknown_event_is_answered_489()
    {
        var client = await SignInAsync(Alice);

        var answer = await SubscribeAsync(client, Alice, "vnd-microsoft-roaming-ACL");

        Assert.That(answer.Status, Is.EqualTo(489));
        Assert.That(answer.Headers["Allow-Events"], Does.Contain("vnd-microsoft-provisioning-v2"));
    }

    [TestCase("sip:nobody@example.com")]
    [TestCase(Dave)]
    public async Task Who_may_not_sign_in_may_not_subscribe(string person)
    {
        var client = await ConnectAsync();
        Assert.That((await SubscribeAsync(client, person, "vnd-microsoft-roaming-self")).Status, Is.EqualTo(403));
    }
}
