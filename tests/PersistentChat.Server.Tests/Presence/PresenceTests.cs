using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>What people see of others: at once in the answer, then each change (wire/009, 010, 081).</summary>
internal sealed class PresenceTests : PresenceWorld
{
    [Test]
    public async Task Watchers_hear_of_state_note_and_card_and_of_nothing_else()
    {
        var alice = await SignInAsync(Alice, "aaaa00000001");
        var bob = await SignInAsync(Bob, "bbbb00000002");
        var (_, answer) = await bob.SubscribeAsync("presence", Batch(Alice, Carol, "sip:nobody@example.com"));
        Assert.That(Parts(answer), Has.Count.EqualTo(3), "a list and two people");

        await alice.StateAsync("machineState", 3500, 0, "endpoint");
        var told = await bob.ToldAsync();
        Assert.That(told.Headers["Event"], Is.EqualTo("presence"));
        Assert.That(told.Headers["Content-Type"], Is.EqualTo("application/msrtc-event-categories+xml"));
        Assert.That((string?)Endpoint.XmlOf(told).Attribute("uri"), Is.EqualTo(Alice));
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(told)), Is.EqualTo("3500"));

        await alice.StateAsync("userState", 6500, 0, "static");
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(await bob.ToldAsync())), Is.EqualTo("6500"));

        // Nobody else's business: no BENOTIFY, so the next that comes is the note.
        await alice.PublishAsync("roomSetting", "<properties/>");
        await alice.PublishAsync("note", "<note xmlns=\"urn:n\"><body>in a meeting</body></note>", container: "200");
        Assert.That(Categories.Of(Endpoint.XmlOf(await bob.ToldAsync()), "note").Single().Value, Is.EqualTo("in a meeting"));

        await alice.PublishAsync("contactCard", "<contactCard xmlns=\"urn:c\">Alice L.</contactCard>", container: "200");
        Assert.That(Categories.Of(Endpoint.XmlOf(await bob.ToldAsync()), "contactCard").Single().Value, Is.EqualTo("Alice L."));

        await alice.SignInAsync(expires: 0);
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(await bob.ToldAsync())), Is.EqualTo("18500"));
    }

    [Test]
    public async Task Who_loses_the_connection_is_offline_to_those_who_watch()
    {
        var alice = await SignInAsync(Alice, "aaaa00000001");
        await alice.StateAsync("machineState", 3500, 0, "endpoint");
        var bob = await SignInAsync(Bob, "bbbb00000002");
        var (_, answer) = await bob.SubscribeAsync("presence", Batch(Alice));
        Assert.That(Parts(answer)[1], Does.Contain("<availability>3500</availability>"));
        await alice.DisposeAsync();
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(await bob.ToldAsync())), Is.EqualTo("18500"));
    }

    [Test]
    public async Task A_chosen_state_is_stored_and_holds_when_the_person_is_back()
    {
        var alice = await SignInAsync(Alice, "aaaa00000001");
        await alice.StateAsync("userState", 9500, 0, "static");
        await alice.PublishAsync("note", "<note xmlns=\"urn:n\">away</note>", container: "200");
        await RestartAsync();
        var bob = await SignInAsync(Bob, "bbbb00000002");
        var (_, answer) = await bob.SubscribeAsync("presence", Batch(Alice));
        Assert.That(Parts(answer)[1], Does.Contain("<availability>18500</availability>").And.Contain(">away</note>"));
        alice = await SignInAsync(Alice, "aaaa00000001");
        await alice.StateAsync("machineState", 3500, 0, "endpoint");
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(await bob.ToldAsync())), Is.EqualTo("9500"));
    }

    [Test]
    public async Task A_refresh_with_other_people_watches_those()
    {
        var bob = await SignInAsync(Bob, "bbbb00000002");
        var first = await bob.SubscribeAsync("presence", Batch(Alice));
        var again = bob.Create(SipMethod.Subscribe, Batch(Carol));
        again.Headers["From"] = first.Request.Headers["From"];
        again.Headers["To"] = first.Answer.Headers["To"];
        again.Headers["Call-ID"] = first.Request.CallId;
        again.Headers["CSeq"] = "2 SUBSCRIBE";
        again.Headers.Add("Event", "presence");
        Assert.That((await bob.SendAsync(again)).Status, Is.EqualTo(200));

        await (await SignInAsync(Alice, "aaaa00000001")).StateAsync("machineState", 3500, 0, "endpoint");
        await (await SignInAsync(Carol, "cccc00000003")).StateAsync("machineState", 6500, 0, "endpoint");
        Assert.That((string?)Endpoint.XmlOf(await bob.ToldAsync()).Attribute("uri"), Is.EqualTo(Carol));
    }

    [Test]
    public async Task Every_part_ends_with_an_empty_line_before_the_boundary()
    {
        var bob = await SignInAsync(Bob, "bbbb00000002");
        var (_, answer) = await bob.SubscribeAsync("presence", Batch(Alice, Carol));
        Assert.That(Parts(answer), Has.All.EndsWith(">\r\n\r\n"));
    }

    private static string Batch(params string[] people) =>
        "<batchSub xmlns=\"http://schemas.microsoft.com/2006/01/sip/batch-subscribe\" uri=\"sip:bob@example.com\" name=\"\"><action name=\"subscribe\" id=\"1\"><adhocList>"
        + string.Concat(people.Select(uri => $"<resource uri=\"{uri}\"/>")) + "</adhocList></action></batchSub>";

    private static List<string> Parts(SipResponse answer)
    {
        var boundary = answer.Headers["Content-Type"]!.Split("boundary=")[1];
        return [.. Encoding.UTF8.GetString(answer.Body.Span).Split($"--{boundary}").Skip(1).SkipLast(1)];
    }
}
