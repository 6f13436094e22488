using System.Xml.Linq;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>What a person has on every endpoint: categories, containers, watchers.</summary>
internal sealed class RoamingSelfTests : PresenceWorld
{
    private const string PropertyList = "http://schemas.microsoft.com/2010/12/sip/propertyList";
    private const string All =
        "<roamingList xmlns=\"http://schemas.microsoft.com/2006/09/sip/roaming-self\"><roaming type=\"categories\"/><roaming type=\"containers\"/><roaming type=\"subscribers\"/></roamingList>";

    // As in xccos.md 2.3, with what no parser of ours knows: comment, blanks, references.
    private const string Lobby =
        "<properties xmlns=\"" + PropertyList + "\">\n <!-- followed --><property name=\"url\">ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001</property>"
        + "<property name=\"name\">Lobby &amp; &lt;hall&gt;&#xD;</property><z:unknown xmlns:z=\"urn:z\" z:a=\"1\"> </z:unknown></properties>";

    [Test]
    public async Task The_rooms_a_person_follows_are_the_same_on_every_device_and_after_a_restart()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await desk.SubscribeAsync(Endpoint.Self, All);
        await phone.SubscribeAsync(Endpoint.Self, All);

        // The desk follows a room; the phone hears of it, the desk has its answer.
        var answer = await desk.PublishAsync("roomSetting", Lobby, instance: "4711");
        Assert.That(answer.Status, Is.EqualTo(200));
        AssertFollows(Endpoint.XmlOf(answer), "1");
        var told = await phone.ToldAsync();
        Assert.That(told.Headers["Event"], Is.EqualTo(Endpoint.Self));
        Assert.That(told.Headers["Content-Type"], Is.EqualTo("application/vnd-microsoft-roaming-self+xml"));
        Assert.That(told.Headers["subscription-state"], Does.Match("^active;expires=[1-9]"));
        AssertFollows(Endpoint.XmlOf(told), "1");

        // The phone changes it on what it was told; only now does the desk hear anything.
        Assert.That((await phone.PublishAsync("roomSetting", Lobby, version: 1, instance: "4711")).Status, Is.EqualTo(200));
        AssertFollows(Endpoint.XmlOf(await desk.ToldAsync()), "2");

        await RestartAsync();
        var tablet = await SignInAsync(Alice, "cccc00000003");
        var (_, state) = await tablet.SubscribeAsync(Endpoint.Self, All);
        AssertFollows(Endpoint.XmlOf(state), "2");

        // Versions go on, and a device that has not heard is corrected once.
        Assert.That((await tablet.PublishAsync("roomSetting", Lobby, version: 1, instance: "4711")).Status, Is.EqualTo(409));
        Assert.That((await tablet.PublishAsync("roomSetting", Lobby, version: 2, instance: "4711")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_room_that_is_followed_no_more_is_gone_everywhere()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await desk.PublishAsync("roomSetting", Lobby, instance: "4711");
        await phone.SubscribeAsync(Endpoint.Self, All);
        Assert.That((await desk.PublishAsync("roomSetting", "", version: 1, instance: "4711", more: "expires=\"0\"")).Status, Is.EqualTo(200));
        var told = Endpoint.XmlOf(await phone.ToldAsync());
        Assert.That(Categories.Instances(told, "roomSetting"), Is.EqualTo(new[] { " v " }), "named, and nothing in it");
    }

    [Test]
    public async Task Only_the_parts_asked_for_are_told()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        const string Containers = "<roamingList xmlns=\"http://schemas.microsoft.com/2006/09/sip/roaming-self\"><roaming type=\"containers\"/></roamingList>";
        var (_, answer) = await phone.SubscribeAsync(Endpoint.Self, Containers);
        Assert.That(Endpoint.XmlOf(answer).Elements().Select(part => part.Name.LocalName), Is.EqualTo(new[] { "containers" }));

        await desk.PublishAsync("roomSetting", Lobby);
        Assert.That((await SetContainerAsync(desk, 0, "<member action=\"add\" type=\"sameEnterprise\"/>")).Status, Is.EqualTo(200));
        var told = Endpoint.XmlOf(await phone.ToldAsync());
        Assert.That(told.Elements().Select(part => part.Name.LocalName), Is.EqualTo(new[] { "containers" }));
    }

    [Test]
    public async Task Containers_and_acknowledged_watchers_are_kept()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        Assert.That(
            (await SetContainerAsync(desk, 0, "<member action=\"add\" type=\"sameEnterprise\"/><member action=\"add\" type=\"user\" value=\"bob@example.com\"/>")).Status,
            Is.EqualTo(200));
        Assert.That((await SetContainerAsync(desk, 1, "<member action=\"remove\" type=\"sameEnterprise\"/>")).Status, Is.EqualTo(200));
        var stale = await SetContainerAsync(desk, 1, "<member action=\"add\" type=\"federated\"/>");
        Assert.That(stale.Status, Is.EqualTo(409));
        var acknowledged = await desk.ServiceAsync(
            "application/msrtc-presence-setsubscriber+xml",
            "<setSubscribers xmlns=\"http://schemas.microsoft.com/2006/09/sip/presence-subscribers\"><subscriber user=\"sip:Bob@example.com\" acknowledged=\"true\"/><subscriber user=\"?\"/></setSubscribers>");
        Assert.That(acknowledged.Status, Is.EqualTo(200));

        await RestartAsync();
        var (_, answer) = await (await SignInAsync(Alice, "aaaa00000001")).SubscribeAsync(Endpoint.Self, All);
        var document = Endpoint.XmlOf(answer);
        XNamespace management = "http://schemas.microsoft.com/2006/09/sip/container-management";
        var container = document.Element(management + "containers")!.Elements(management + "container").Single();
        Assert.That(
            container.ToString(SaveOptions.DisableFormatting),
            Does.EndWith("id=\"400\" version=\"2\" xmlns=\"http://schemas.microsoft.com/2006/09/sip/container-management\"><member type=\"user\" value=\"bob@example.com\" /></container>"));
        XNamespace subscribers = "http://schemas.microsoft.com/2006/09/sip/presence-subscribers";
        var watcher = document.Element(subscribers + "subscribers")!.Elements().Single();
        Assert.That(((string?)watcher.Attribute("user"), (string?)watcher.Attribute("acknowledged")), Is.EqualTo((Bob, "true")));
    }

    [Test]
    public async Task A_subscription_is_refreshed_and_ended_in_its_dialog()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        var first = await phone.SubscribeAsync(Endpoint.Self, All, expires: 600);
        Assert.That(first.Answer.Headers["Expires"], Is.EqualTo("600"));
        var refreshed = await phone.AgainAsync(first, 2, expires: null);
        Assert.That(refreshed.Status, Is.EqualTo(200));
        Assert.That(refreshed.Headers["subscription-state"], Is.EqualTo("active;expires=28800"));
        Assert.That((await phone.AgainAsync(first, 2, expires: 600)).Status, Is.EqualTo(500), "an old number");

        await desk.PublishAsync("note", "<note/>");
        var told = await phone.ToldAsync();
        Assert.That(told.Headers["Call-ID"], Is.EqualTo(first.Request.CallId));
        Assert.That(told.Headers["From"], Is.EqualTo(first.Answer.Headers["To"]));
        Assert.That(told.Headers["To"], Is.EqualTo(first.Request.Headers["From"]));
        Assert.That(told.CSeq.Number, Is.EqualTo(1));

        Assert.That((await phone.AgainAsync(first, 3, expires: 0)).Headers["subscription-state"], Is.EqualTo("terminated;expires=0"));
        Assert.That((await phone.AgainAsync(first, 4, expires: 600)).Status, Is.EqualTo(481));

        // A new one is told of what comes now, and the old one was told of nothing in between.
        await desk.PublishAsync("quiet", "<q/>");
        await phone.SubscribeAsync(Endpoint.Self, All);
        await phone.NothingMoreIsToldAsync(desk);
    }

    [Test]
    public async Task A_subscription_that_is_not_refreshed_is_over()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        var first = await phone.SubscribeAsync(Endpoint.Self, All, expires: 1);
        var patience = World.Patience.Token;
        var table = (PersistentChat.Server.Presence.SubscriptionTable)Services.GetService(typeof(PersistentChat.Server.Presence.SubscriptionTable))!;
        while (table.Count > 0)
        {
            await Task.Delay(50, patience);
        }

        Assert.That((await phone.AgainAsync(first, 2, expires: 600)).Status, Is.EqualTo(481));
        await desk.PublishAsync("quiet", "<q/>");
        await phone.SubscribeAsync(Endpoint.Self, All);
        await phone.NothingMoreIsToldAsync(desk);
    }

    [Test]
    public async Task What_an_endpoint_said_goes_with_its_connection_and_with_its_sign_out()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        await desk.SubscribeAsync(Endpoint.Self, All);
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await phone.PublishAsync("device", "<device/>", life: "endpoint", instance: "9");
        Assert.That(Categories.Instances(Endpoint.XmlOf(await desk.ToldAsync()), "device"), Is.EqualTo(new[] { "9 v1 <device xmlns=\"http://schemas.microsoft.com/2006/09/sip/rich-presence\" />" }));
        await phone.DisposeAsync();
        Assert.That(Categories.Instances(Endpoint.XmlOf(await desk.ToldAsync()), "device"), Is.EqualTo(new[] { " v " }));

        var tablet = await SignInAsync(Alice, "cccc00000003");
        await tablet.PublishAsync("device", "<device/>", life: "endpoint", instance: "8");
        await desk.ToldAsync();
        await tablet.SignInAsync(expires: 0);
        Assert.That(Categories.Instances(Endpoint.XmlOf(await desk.ToldAsync()), "device"), Is.EqualTo(new[] { " v " }));
    }

    [Test]
    public async Task A_publication_with_a_time_is_told_to_be_over()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await phone.SubscribeAsync(Endpoint.Self, All);
        await desk.PublishAsync("calendarData", "<busy/>", life: "time", more: "expires=\"1\"");
        Assert.That(Categories.Of(Endpoint.XmlOf(await phone.ToldAsync()), "calendarData").Single().Attribute("expires")!.Value, Is.EqualTo("1"));
        Assert.That(Categories.Instances(Endpoint.XmlOf(await phone.ToldAsync()), "calendarData"), Is.EqualTo(new[] { " v " }));
    }

    [Test]
    public async Task One_subscription_too_many_is_refused()
    {
        var options = Services.GetService(typeof(Microsoft.Extensions.Options.IOptions<PersistentChat.Server.Presence.PresenceOptions>));
        ((Microsoft.Extensions.Options.IOptions<PersistentChat.Server.Presence.PresenceOptions>)options!).Value.MaxSubscriptionsPerConnection = 2;
        var desk = await SignInAsync(Alice, "aaaa00000001");
        await desk.SubscribeAsync(Endpoint.Self, All);
        var second = await desk.SubscribeAsync(Endpoint.Self, All);
        var third = desk.Create(SipMethod.Subscribe);
        third.Headers.Add("Event", Endpoint.Self);
        var refused = await desk.SendAsync(third);
        Assert.That((refused.Status, refused.Headers["Retry-After"]), Is.EqualTo((503, "60")));
        await desk.AgainAsync(second, 2, expires: 0);
        await desk.SubscribeAsync(Endpoint.Self, All);
    }

    private static Task<SipResponse> SetContainerAsync(Endpoint endpoint, int version, string members) => endpoint.ServiceAsync(
        "application/msrtc-setcontainermembers+xml",
        "<setContainerMembers xmlns=\"http://schemas.microsoft.com/2006/09/sip/container-management\">"
        + $"<container id=\"400\" version=\"{version}\">{members}</container></setContainerMembers>");

    private static void AssertFollows(XElement document, string version)
    {
        var category = Categories.Of(document, "roomSetting").Single();
        Assert.That((string?)category.Attribute("instance"), Is.EqualTo("4711"));
        Assert.That((string?)category.Attribute("version"), Is.EqualTo(version));
        Assert.That((string?)category.Attribute("expireType"), Is.EqualTo("static"));
        var published = XElement.Parse(Lobby, LoadOptions.PreserveWhitespace);
        Assert.That(XNode.DeepEquals(category.Elements().Single(), published), Is.True, $"{category}");
    }
}
