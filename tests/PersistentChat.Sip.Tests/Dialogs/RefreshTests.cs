using System.Text;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Dialogs;

/// <summary>RFC 4028, RFC 3261 section 14, RFC 3311; and the routes of section 12.</summary>
public class RefreshTests
{
    private static readonly byte[] Description = Encoding.ASCII.GetBytes("v=0\r\nm=message 5060 sip null\r\n");

    [TestCase("", "600;refresher=uac", null)]
    [TestCase("Session-Expires: 120\r\n", "600;refresher=uac", null)]
    [TestCase("Supported: timer\r\nSession-Expires: 1800;refresher=uas\r\n", "600;refresher=uac", "timer")]
    [TestCase("Supported: timer\r\nx: 120\r\n", "120;refresher=uac", "timer")]
    [TestCase("Require: timer\r\nSession-Expires: 1800\r\nMin-SE: 900\r\n", "900;refresher=uac", "timer")]
    [TestCase("Supported: timer\r\nSession-Expires: 4294967295\r\n", "600;refresher=uac", "timer")]
    [TestCase("Supported: timer\r\nSession-Expires: soon\r\n", "600;refresher=uac", "timer")]
    public async Task The_interval_is_the_peers_when_it_is_less(string lines, string interval, string? require)
    {
        await using var server = new TestServer();

        var answer = await server.Connect().AskAsync(Wire.Invite(extra: lines));

        Assert.That((answer.Status, answer.Headers["Session-Expires"], answer.Headers["Require"]), Is.EqualTo((200, interval, require)));
    }

    [TestCase("INVITE")]
    [TestCase("UPDATE")]
    [TestCase("first INVITE")]
    public async Task Too_small_an_interval_is_refused_with_the_least(string method)
    {
        const string Lines = "Supported: timer\r\nSession-Expires: 89\r\n";
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        var answer = await peer.AskAsync(method == "first INVITE"
            ? Wire.Invite(extra: Lines, callId: "other")
            : Wire.InDialog(method, 2, dialog.LocalTag, extra: Lines));

        Assert.That((answer.Status, answer.Headers["Min-SE"]), Is.EqualTo((422, "90")));
        Assert.That(dialog.IsEnded, Is.False);
    }

    [Test]
    public async Task Who_does_not_support_timers_is_not_refused_for_one()
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.Invite(extra: "Session-Expires: 5\r\n"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_refresh_changes_the_interval_by_which_the_session_ends()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        await peer.AskAsync(Wire.InDialog("UPDATE", 2, dialog.LocalTag, extra: "Supported: timer\r\nSession-Expires: 100\r\n"));

        server.Clock.Advance(TimeSpan.FromSeconds(149));
        Assert.That(dialog.IsEnded, Is.False);
        server.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.SessionExpired));
    }

    [TestCase("INVITE", "", true)]
    [TestCase("INVITE", "v=0\r\nm=message 5060 sip null\r\n", true)]
    [TestCase("UPDATE", "v=0\r\nm=message 5060 sip null\r\n", true)]
    [TestCase("UPDATE", "", false)]
    public async Task An_offer_within_the_dialog_gets_the_first_answer_again(string method, string body, bool isDescribed)
    {
        await using var server = new TestServer();
        server.Application.Handler = it => it.Accept(server.User, Description, ("Content-Type", "application/sdp"));
        var peer = server.Connect();
        var first = await peer.AskAsync(Wire.Invite());

        var answer = await peer.AskAsync(Wire.InDialog(
            method, 2, first.To.Tag!, body, extra: body.Length > 0 ? "Content-Type: application/sdp\r\n" : ""));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Body.ToArray(), Is.EqualTo(isDescribed ? Description : []));
        Assert.That(answer.Headers["Content-Type"], Is.EqualTo(isDescribed ? "application/sdp" : null));
        Assert.That(answer.Headers["Contact"], Is.EqualTo($"<{Wire.Pool}>"));
    }

    [Test]
    public async Task An_offer_of_media_within_the_dialog_is_refused_and_the_dialog_stays()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        var answer = await peer.AskAsync(Wire.InDialog(
            "INVITE", 2, dialog.LocalTag, "v=0\r\nm=audio 1 RTP/AVP 0\r\n", extra: "Content-Type: application/sdp\r\n"));
        await peer.SendAsync(Wire.InDialog("ACK", 2, dialog.LocalTag));

        Assert.That(answer.Status, Is.EqualTo(488));
        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 3, dialog.LocalTag, "x"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_new_contact_is_where_the_next_info_goes()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        await peer.AskAsync(Wire.InDialog("UPDATE", 2, dialog.LocalTag, extra: "Contact: <sip:alice@192.0.2.1:9>\r\n"));

        dialog.TrySendInfo("x"u8.ToArray());

        Assert.That((await peer.ReceiveRequestAsync()).RequestUri.Text, Is.EqualTo("sip:alice@192.0.2.1:9"));
    }

    [Test]
    public async Task A_strict_router_gets_its_own_address_in_front()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Invite(extra: "Record-Route: <sip:strict.example.com>, <sip:loose.example.com;lr>\r\n"));
        server.Application.Dialogs.TryDequeue(out var dialog);

        dialog!.TrySendInfo("x"u8.ToArray());
        var info = await peer.ReceiveRequestAsync();

        Assert.That(info.RequestUri.Text, Is.EqualTo("sip:strict.example.com"));
        Assert.That(info.Headers.All("Route"), Is.EqualTo(new[] { "<sip:loose.example.com;lr>", $"<{Wire.Gruu}>" }));
    }

    [Test]
    public async Task What_a_strict_router_left_of_the_request_uri_does_not_matter()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        var answer = await peer.AskAsync(Wire.InDialog("INFO", 2, dialog.LocalTag, "x", extra: $"Route: <{Wire.Pool}>\r\n")
            .Replace($"INFO {Wire.Pool} ", "INFO sip:strict.example.com ", StringComparison.Ordinal));

        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [TestCase("SUBSCRIBE", 200, true)]
    [TestCase("SUBSCRIBE", 403, false)]
    [TestCase("SERVICE", 200, false)]
    public async Task Only_what_opens_a_dialog_repeats_its_route(string method, int status, bool repeats)
    {
        await using var server = new TestServer();
        server.Application.Handler = it => it.Respond(status);

        var answer = await server.Connect().AskAsync(Wire.Plain(method, extra: "Record-Route: <sip:a;lr>\r\nRecord-Route: <sip:b;lr>\r\n"));

        Assert.That(answer.Headers.All("Record-Route"), Is.EqualTo(repeats ? ["<sip:a;lr>", "<sip:b;lr>"] : Array.Empty<string>()));
    }
}
