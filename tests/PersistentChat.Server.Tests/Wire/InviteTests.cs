using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>INVITE of the pool by either of its names, and of others.</summary>
internal sealed class InviteTests : SipWorld
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Chat:MaxDialogsPerPerson"] = "2",
        ["Sip:Dialogs:SessionExpires"] = "00:05:00",
    };

    [TestCase("sip:pchat@example.com")]
    [TestCase("sip:ocschat@example.com")]
    [TestCase("sip:OcsChat@EXAMPLE.com")]
    public async Task The_pool_answers_by_all_its_names_with_the_same_timer(string uri)
    {
        var client = await SignInAsync(Alice);

        var dialog = await client.InviteAsync(Alice, uri, Patience.Token);

        Assert.That(dialog.Answer.Headers["Session-Expires"], Is.EqualTo("300;refresher=uac"));
        Assert.That(dialog.RemoteTag, Does.Match("^[0-9a-f]{32}$"));
        Assert.That(dialog.Answer.To.Uri.Text, Is.EqualTo(uri), "as it was written");
    }

    [Test]
    public async Task An_offer_is_answered_in_its_shape_and_no_offer_with_nothing()
    {
        var client = await SignInAsync(Alice);
        var invite = client.CreateRequest(SipMethod.Invite, Server.Pool.PoolUri, Alice, Server.Pool.PoolUri);
        invite.Headers.Add("Contact", $"<{Alice}>");
        invite.Headers.Add("Content-Type", "application/sdp");
        invite.Body = "v=0\r\n"u8.ToArray();

        var answer = await client.SendAsync(invite, Patience.Token);

        Assert.That((answer.Status, answer.Headers["Content-Type"]), Is.EqualTo((200, "application/sdp")));
        Assert.That(TextOf(answer), Does.StartWith("v=0\r\n").And.Contain("\r\nm=message ").And.Contain("a=accept-types:text/plain"));
        Assert.That(answer.Headers["Session-Expires"], Is.EqualTo("300;refresher=uac"));

        var dialog = await client.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        Assert.That((dialog.Answer.Body.Length, dialog.Answer.Headers["Content-Type"]), Is.EqualTo((0, (string?)null)));
    }

    [TestCase(Bob, 480)]
    [TestCase("sip:nobody@example.com", 404)]
    [TestCase("sip:pchat@elsewhere.example", 404)]
    public async Task Somebody_else_is_not_to_be_reached(string callee, int status)
    {
        var client = await SignInAsync(Alice);
        Assert.That((await RefusedInviteAsync(client, Alice, callee)).Status, Is.EqualTo(status));
    }

    [TestCase(Dave)]
    [TestCase("sip:nobody@example.com")]
    public async Task Who_may_not_use_the_pool_is_told_so(string person)
    {
        var client = await ConnectAsync();

        var refused = await RefusedInviteAsync(client, person, Server.Pool.PoolUri);

        Assert.That(refused.Status, Is.EqualTo(403));
        Assert.That(refused.Headers["Ms-diagnostics"], Does.StartWith("20010;source=\"example.com\";"));
    }

    [Test]
    public async Task A_person_has_so_many_dialogs_and_no_more_until_one_ends()
    {
        var phone = await SignInAsync(Alice);
        var desk = await SignInAsync(Alice);
        var first = await phone.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        await desk.InviteAsync(Alice, Server.Pool.LookupUri, Patience.Token);

        var refused = await RefusedInviteAsync(desk, Alice, Server.Pool.PoolUri);
        Assert.That((refused.Status, refused.Headers["Ms-diagnostics"]!.Split(';')[0]), Is.EqualTo((403, "20009")));
        var bob = await SignInAsync(Bob);
        Assert.That((await bob.InviteAsync(Bob, Server.Pool.PoolUri, Patience.Token)).Answer.Status, Is.EqualTo(200));

        await first.ByeAsync(Patience.Token);
        Assert.That((await desk.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token)).Answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task UPDATE_without_body_refreshes_the_session()
    {
        var client = await SignInAsync(Alice);
        var dialog = await client.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);

        var answer = await dialog.UpdateAsync(Patience.Token);

        Assert.That((answer.Status, answer.Headers["Session-Expires"]), Is.EqualTo((200, "300;refresher=uac")));
    }

    [Test]
    public async Task A_dialog_knows_no_other_methods()
    {
        var client = await SignInAsync(Alice);
        var dialog = await client.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);

        var answer = await client.SendAsync(dialog.CreateRequest(SipMethod.Message), Patience.Token);

        Assert.That((answer.Status, answer.Headers["Allow"]), Is.EqualTo((405, "INVITE, ACK, BYE, CANCEL, INFO, UPDATE, OPTIONS")));
    }

    [Test]
    public async Task A_dialog_of_another_connection_is_none()
    {
        var mine = await SignInAsync(Alice);
        var dialog = await mine.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        var other = await SignInAsync(Alice);

        var answer = await other.SendAsync(dialog.CreateRequest(SipMethod.Bye), Patience.Token);

        Assert.That(answer.Status, Is.EqualTo(481));
        Assert.That((await dialog.UpdateAsync(Patience.Token)).Status, Is.EqualTo(200), "it lives");
    }
}
