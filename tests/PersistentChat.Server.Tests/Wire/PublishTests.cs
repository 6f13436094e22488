using System.Xml.Linq;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>SERVICE: people publish their state (TRANSCRIPT.md section 8, trap 6).</summary>
internal sealed class PublishTests : SipWorld
{
    private const string Type = "application/msrtc-category-publish+xml";
    private static readonly XNamespace Categories = "http://schemas.microsoft.com/2006/09/sip/categories";
    private static readonly XNamespace Fault = "http://schemas.microsoft.com/2006/09/sip/service-fault";

    [Test]
    public async Task What_is_published_comes_back_with_its_next_version()
    {
        var client = await SignInAsync(Alice);
        Assert.That(VersionIn(await PublishAsync(client, version: 0)), Is.EqualTo("1"));
        Assert.That(VersionIn(await PublishAsync(client, version: 1)), Is.EqualTo("2"));
        Assert.That(VersionIn(await SubscribeAsync(client, Alice, "vnd-microsoft-roaming-self")), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_wrong_version_is_corrected_once_and_then_taken()
    {
        var first = await SignInAsync(Alice);
        await PublishAsync(first, version: 0, expireType: "static");
        var second = await SignInAsync(Alice);

        var wrong = await PublishAsync(second, version: 0, expireType: "static");

        Assert.That((wrong.Status, wrong.Headers["Content-Type"]), Is.EqualTo((409, "application/msrtc-fault+xml")));
        Assert.That(XmlOf(wrong).Element(Fault + "Faultcode")!.Value, Is.EqualTo("Client.BadCall.WrongDelta"));
        var operation = XmlOf(wrong).Element(Fault + "details")!.Element(Fault + "operation")!;
        Assert.That(((string?)operation.Attribute("index"), (string?)operation.Attribute("curVersion")), Is.EqualTo(("1", "1")));
        Assert.That(VersionIn(await PublishAsync(second, version: 0, expireType: "static")), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_connection_is_never_corrected_about_what_it_published_itself()
    {
        var client = await SignInAsync(Alice);
        await PublishAsync(client, version: 0);
        Assert.That(VersionIn(await PublishAsync(client, version: 0)), Is.EqualTo("2"));
        Assert.That(VersionIn(await PublishAsync(client, version: 99)), Is.EqualTo("3"));
    }

    [Test]
    public async Task An_endpoint_is_gone_with_its_connection()
    {
        var phone = await SignInAsync(Alice);
        var desk = await SignInAsync(Alice);
        await PublishAsync(phone, version: 0);
        await PublishAsync(phone, version: 0, expireType: "static", instance: "8");

        await phone.DisposeAsync();

        // The server notices by itself; each question is a full round trip.
        var patience = Patience.Token;
        var told = await SubscribeAsync(desk, Alice, "vnd-microsoft-roaming-self");
        while (VersionIn(told) is not null)
        {
            patience.ThrowIfCancellationRequested();
            told = await SubscribeAsync(desk, Alice, "vnd-microsoft-roaming-self");
        }

        Assert.That(VersionIn(told, instance: "8"), Is.EqualTo("1"), "what was published for good stays");
    }

    [Test]
    public async Task What_is_taken_away_is_gone()
    {
        var client = await SignInAsync(Alice);
        await PublishAsync(client, version: 0);
        var answer = await PublishAsync(client, version: 1, more: "expires=\"0\"");
        Assert.That((answer.Status, VersionIn(answer)), Is.EqualTo((200, (string?)null)));
    }

    [TestCase("<publish", 400)]
    [TestCase("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 400)]
    [TestCase("<publish xmlns=\"http://schemas.microsoft.com/2006/09/sip/rich-presence\"><publication version=\"1\"/></publish>", 400)]
    public async Task What_cannot_be_read_is_refused(string body, int status)
    {
        var client = await SignInAsync(Alice);
        Assert.That((await ServiceAsync(client, Alice, Type, body)).Status, Is.EqualTo(status));
    }

    [TestCase("application/msrtc-setcontainermembers+xml", 200)]
    [TestCase("application/msrtc-presence-setsubscriber+xml", 200)]
    [TestCase("application/SOAP+xml", 400)]
    [TestCase("application/unheard-of+xml", 415)]
    public async Task Other_services_are_answered_as_the_client_can_live_with(string type, int status)
    {
        var client = await SignInAsync(Alice);
        Assert.That((await ServiceAsync(client, Alice, type, "<x/>")).Status, Is.EqualTo(status));
    }

    private static Task<SipResponse> PublishAsync(
        SipClient client, int version, string expireType = "endpoint", string instance = "7", string more = "") =>
        ServiceAsync(client, Alice, Type,
            "<publish xmlns=\"http://schemas.microsoft.com/2006/09/sip/rich-presence\"><publications uri=\"sip:alice@example.com\">"
            + $"<publication categoryName=\"state\" instance=\"{instance}\" container=\"3\" version=\"{version}\" expireType=\"{expireType}\" {more}>"
            + "<state xmlns=\"http://schemas.microsoft.com/2006/09/sip/state\"><availability>3500</availability></state>"
            + "</publication></publications></publish>");

    private static string? VersionIn(SipResponse answer, string instance = "7")
    {
        Assert.That(answer.Status, Is.EqualTo(200));
        return XmlOf(answer).Descendants(Categories + "category")
            .Where(category => (string?)category.Attribute("instance") == instance)
            .Select(category => (string?)category.Attribute("version"))
            .SingleOrDefault();
    }
}
