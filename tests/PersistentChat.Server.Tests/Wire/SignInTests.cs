using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>REGISTER as the real client needs it answered (TRANSCRIPT.md section 1).</summary>
internal sealed class SignInTests : SipWorld
{
    [Test]
    public async Task The_answer_has_every_header_the_client_reads()
    {
        var client = await ConnectAsync();

        var answer = await client.RegisterAsync(Alice, Patience.Token);

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Headers["Expires"], Is.EqualTo("7200"), "in a header of its own");
        Assert.That(
            answer.Headers.All("Supported"), Is.EquivalentTo(["msrtc-event-categories", "adhoclist"]),
            "each on a line of its own");
        Assert.That(answer.Headers["Allow-Events"]!.Split(','), Is.EquivalentTo(
        [
            "vnd-microsoft-provisioning-v2", "vnd-microsoft-roaming-contacts", "vnd-microsoft-roaming-self", "presence",
        ]));
        Assert.That(answer.Headers["Allow-Events"], Does.Not.Contain(" "));
        Assert.That(answer.Headers["ms-keep-alive"], Does.Match(";\\s*timeout=[1-9][0-9]*"));
        var contact = answer.Headers.All("Contact").Single();
        Assert.That(contact, Does.Contain($"<urn:uuid:{client.Instance}>").And.Match("gruu=\"sip:alice@example.com;.*gruu\""));
        Assert.That(answer.To.Tag, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task A_second_client_of_the_same_device_adds_a_binding()
    {
        var first = await SignInAsync(Alice);
        var second = await ConnectAsync();
        second.Instance = first.Instance;

        var answer = await second.RegisterAsync(Alice, Patience.Token);

        Assert.That(answer.Headers.All("Contact").Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Signing_in_again_and_out_is_answered_200()
    {
        var client = await SignInAsync(Alice);
        var again = await client.RegisterAsync(Alice, Patience.Token);
        Assert.That((again.Status, again.Headers.All("Contact").Count()), Is.EqualTo((200, 1)));

        var ended = await client.RegisterAsync(Alice, Patience.Token, expires: 0);
        Assert.That((ended.Status, ended.Headers["Contact"]), Is.EqualTo((200, (string?)null)));
    }

    [TestCase("sip:nobody@example.com", 404)]
    [TestCase("sip:alice@elsewhere.example", 404)]
    [TestCase(Dave, 403)]
    public async Task Who_may_not_sign_in_is_refused_so_that_the_client_gives_up(string person, int status)
    {
        var client = await ConnectAsync();
        Assert.That((await client.RegisterAsync(person, Patience.Token)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_connection_belongs_to_who_came_first()
    {
        var client = await SignInAsync(Alice);

        Assert.That((await client.RegisterAsync(Bob, Patience.Token)).Status, Is.EqualTo(403));
        Assert.That((await RefusedInviteAsync(client, Bob, Server.Pool.PoolUri)).Status, Is.EqualTo(403));
        Assert.That((await client.RegisterAsync(Alice, Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task An_address_is_the_same_in_any_case()
    {
        var client = await ConnectAsync();
        Assert.That((await client.RegisterAsync("sip:ALICE@Example.COM", Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_this_server_does_not_do_is_answered_405()
    {
        var client = await SignInAsync(Alice);
        var message = client.CreateRequest(SipMethod.Message, Bob, Alice, Bob);

        var answer = await client.SendAsync(message, Patience.Token);

        Assert.That(answer.Status, Is.EqualTo(405));
        Assert.That(answer.Headers["Allow"], Does.Contain("INVITE"));
    }
}
