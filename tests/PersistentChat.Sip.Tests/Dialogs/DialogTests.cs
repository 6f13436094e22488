using System.Text;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Dialogs;

public class DialogTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("<xccos>ä</xccos>");

    [TestCase("")]
    [TestCase("Supported: timer\r\nSession-Expires: 1800\r\n")]
    public async Task An_invite_is_answered_with_what_the_real_client_needs(string offered)
    {
        await using var server = new TestServer();

        var answer = await server.Connect().AskAsync(Wire.Invite(extra: offered + "Record-Route: <sip:edge;lr>\r\n"));

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Headers["Session-Expires"], Is.EqualTo("600;refresher=uac"));
            Assert.That(answer.Headers["Require"], Is.EqualTo(offered.Length > 0 ? "timer" : null));
            Assert.That(answer.Headers["Contact"], Is.EqualTo($"<{Wire.Pool}>"));
            Assert.That(answer.Headers["Record-Route"], Is.EqualTo("<sip:edge;lr>"));
            Assert.That(answer.Headers["Allow"], Does.Contain("UPDATE"));
            Assert.That(answer.To.Tag, Does.Match("^[0-9a-f]{32}$"));
            Assert.That(answer.To.Uri.Text, Is.EqualTo(Wire.Pool));
        });
    }

    [Test]
    public async Task An_info_of_ours_is_one_the_real_client_takes()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Invite(extra: "Record-Route: <sip:one;lr>\r\nRecord-Route: <sip:two;lr>\r\n"));
        server.Application.Dialogs.TryDequeue(out var dialog);

        dialog!.TrySendInfo(Body);
        dialog.TrySendInfo(Body);
        var first = await peer.ReceiveRequestAsync();
        var second = await peer.ReceiveRequestAsync();

        Assert.Multiple(() =>
        {
            Assert.That(first.RequestUri.Text, Is.EqualTo(Wire.Gruu));
            Assert.That(first.From.Text, Is.EqualTo($"<{Wire.Pool}>;tag={dialog.LocalTag}"));
            Assert.That(first.To.Text, Is.EqualTo("<sip:alice@example.com>;tag=2042519252;epid=cf0b98dadeb9"));
            Assert.That(first.CallId, Is.EqualTo(Wire.CallId));
            Assert.That(first.CSeq, Is.EqualTo(new CSeq(1, "INFO")));
            Assert.That(second.CSeq, Is.EqualTo(new CSeq(2, "INFO")));
            Assert.That(first.TopVia.Branch, Does.StartWith("z9hG4bK").And.Not.EqualTo(second.TopVia.Branch));
            Assert.That(first.Headers["Content-Type"], Is.EqualTo("text/plain"));
            Assert.That(first.Headers.All("Route"), Is.EqualTo(new[] { "<sip:one;lr>", "<sip:two;lr>" }));
            Assert.That(first.Body.ToArray(), Is.EqualTo(Body));
        });
    }

    [Test]
    public async Task Without_contact_an_info_goes_to_the_sender()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Invite().Replace($"Contact: <{Wire.Gruu}>\r\n", "", StringComparison.Ordinal));
        server.Application.Dialogs.TryDequeue(out var dialog);

        dialog!.TrySendInfo(Body);

        Assert.That((await peer.ReceiveRequestAsync()).RequestUri.Text, Is.EqualTo(Wire.Alice));
    }

    [Test]
    public async Task Requests_in_the_dialog_reach_its_user_in_order()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        await peer.SendAsync(string.Concat(Enumerable.Range(2, 50).Select(i => Wire.InDialog("INFO", i, dialog.LocalTag, $"m{i}"))));
        for (var i = 2; i < 52; i++)
        {
            Assert.That((await peer.ReceiveResponseAsync()).CSeq.Number, Is.EqualTo(i));
        }

        Assert.That(server.User.Bodies, Is.EqualTo(Enumerable.Range(2, 50).Select(i => $"m{i}")));
    }

    [TestCase(2)]
    [TestCase(1)]
    public async Task A_cseq_that_does_not_rise_is_out_of_order(int cseq)
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        await peer.AskAsync(Wire.InDialog("INFO", 2, dialog.LocalTag, "a"));

        var answer = await peer.AskAsync(Wire.InDialog("MESSAGE", cseq, dialog.LocalTag, "b"));

        Assert.That(answer.Status, Is.EqualTo(500));
        Assert.That(server.User.Bodies, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Clients_with_the_same_identifiers_do_not_meet()
    {
        await using var server = new TestServer();
        var (alice, alicesDialog) = await server.OpenDialogAsync();
        var bob = server.Connect();
        var bobsAnswer = await bob.AskAsync(Wire.Invite(from: "sip:bob@example.com"));
        var twin = server.Connect();
        var twinsAnswer = await twin.AskAsync(Wire.Invite());

        var strange = await bob.AskAsync(Wire.InDialog("INFO", 2, alicesDialog.LocalTag, "x", from: "sip:bob@example.com"));
        var twice = await twin.AskAsync(Wire.InDialog("INFO", 2, alicesDialog.LocalTag, "x"));
        var own = await alice.AskAsync(Wire.InDialog("INFO", 2, alicesDialog.LocalTag, "own"));
        var bobs = await bob.AskAsync(Wire.InDialog("INFO", 3, bobsAnswer.To.Tag!, "bobs", from: "sip:bob@example.com"));
        await twin.AskAsync(Wire.InDialog("BYE", 3, twinsAnswer.To.Tag!));

        Assert.That((strange.Status, twice.Status, own.Status, bobs.Status), Is.EqualTo((481, 481, 200, 200)));
        Assert.That(server.User.Bodies, Is.EqualTo(new[] { "own", "bobs" }));
        Assert.That(alicesDialog.IsEnded, Is.False);
    }

    [Test]
    public async Task Another_call_id_is_another_dialog()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 2, dialog.LocalTag, callId: "other"))).Status, Is.EqualTo(481));
    }

    [TestCase("INFO")]
    [TestCase("UPDATE")]
    [TestCase("BYE")]
    [TestCase("INVITE")]
    public async Task A_request_of_an_unknown_dialog_is_answered_481(string method)
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.InDialog(method, 2, "t73cd1a2d"))).Status, Is.EqualTo(481));
    }

    [Test]
    public async Task A_subscription_with_a_tag_is_the_applications_business()
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.InDialog("SUBSCRIBE", 2, "t73cd1a2d"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Bye_ends_the_dialog_and_nothing_follows_its_answer()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        var answer = await peer.AskAsync(Wire.InDialog("BYE", 2, dialog.LocalTag));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.Bye));
        Assert.That(dialog.TrySendInfo(Body), Is.False);
        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 3, dialog.LocalTag))).Status, Is.EqualTo(481));
        await peer.DisconnectAsync();
        Assert.That(server.User.Ends, Is.EqualTo(1));
    }

    [Test]
    public async Task A_lost_connection_ends_all_its_dialogs_once()
    {
        await using var server = new TestServer();
        var (peer, _) = await server.OpenDialogAsync();
        await peer.AskAsync(Wire.Invite(callId: "second"));

        await peer.DisconnectAsync();

        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.ConnectionLost));
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.ConnectionLost));
        var closed = await server.Application.NextClosedAsync(peer.Impatience);
        Assert.That(server.User.Ends, Is.EqualTo(2));
        Assert.That(server.Endpoint.DialogCount, Is.Zero);
        Assert.That(server.Endpoint.ConnectionCount, Is.Zero);
        Assert.That(closed.Closed.IsCancellationRequested);
    }

    [Test]
    public async Task An_invite_accepted_after_the_connection_was_lost_ends_at_once()
    {
        await using var server = new TestServer();
        server.Application.Handler = _ => { };
        var peer = server.Connect();
        await peer.SendAsync(Wire.Invite() + Wire.Plain("OPTIONS"));
        await peer.ReceiveResponseAsync();
        await peer.DisconnectAsync();
        server.Application.Requests.TryPeek(out var transaction);

        var dialog = transaction!.Accept(server.User);

        Assert.That(dialog.IsEnded);
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.ConnectionLost));
        Assert.That(server.Endpoint.DialogCount, Is.Zero);
    }

    [TestCase("UPDATE")]
    [TestCase("INVITE")]
    [TestCase("INFO")]
    public async Task Any_request_keeps_the_session_alive(string method)
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(590));

        var answer = await peer.AskAsync(Wire.InDialog(method, 5, dialog.LocalTag));
        server.Clock.Advance(TimeSpan.FromSeconds(599));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Headers["Session-Expires"], Is.EqualTo(method == "INFO" ? null : "600;refresher=uac"));
        Assert.That(dialog.IsEnded, Is.False);
    }

    [Test]
    public async Task A_session_is_over_after_one_and_a_half_intervals_and_its_connection_with_it()
    {
        var options = new DialogOptions { SessionExpires = TimeSpan.FromSeconds(20) };
        await using var server = new TestServer(dialogs: options);
        var (peer, dialog) = await server.OpenDialogAsync();
        await peer.AskAsync(Wire.InDialog("UPDATE", 2, dialog.LocalTag));

        server.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.That(dialog.IsEnded, Is.False);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.SessionExpired));
        Assert.That(await peer.ReceiveToEndAsync(), Is.Empty, "never a BYE");
        await peer.Handling;
        Assert.That(server.User.Ends, Is.EqualTo(1));
    }

    [Test]
    public async Task An_info_without_answer_for_32_seconds_ends_the_dialog()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo(Body);
        dialog.TrySendInfo(Body);
        await peer.SendAsync(Wire.Ok(await peer.ReceiveRequestAsync()));
        await peer.AskAsync(Wire.Plain("OPTIONS", callId: "o1"), skipping: 1);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That(dialog.IsEnded, Is.False);

        server.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.NoAnswer));
        await peer.Handling.WaitAsync(peer.Impatience);
    }

    [Test]
    public async Task Answers_in_any_order_keep_the_dialog()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        var infos = new List<SipRequest>();
        for (var i = 0; i < 100; i++)
        {
            dialog.TrySendInfo(Body);
            infos.Add(await peer.ReceiveRequestAsync());
        }

        await peer.SendAsync(string.Concat(infos.AsEnumerable().Reverse().Select(it => Wire.Ok(it))));
        await peer.AskAsync(Wire.Plain("OPTIONS"));
        server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.That(dialog.IsEnded, Is.False);
    }

    [TestCase(408)]
    [TestCase(481)]
    [TestCase(487)]
    public async Task A_peer_that_does_not_know_the_dialog_has_left_it(int status)
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo(Body);

        await peer.SendAsync(Wire.Ok(await peer.ReceiveRequestAsync(), status));

        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.PeerRefused));
        Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200), "the connection lives on");
    }

    [TestCase(180)]
    [TestCase(400)]
    [TestCase(500)]
    [TestCase(603)]
    public async Task Any_other_answer_changes_nothing(int status)
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo(Body);

        await peer.SendAsync(Wire.Ok(await peer.ReceiveRequestAsync(), status));
        await peer.AskAsync(Wire.Plain("OPTIONS"));

        Assert.That(dialog.IsEnded, Is.False);
    }

    [Test]
    public async Task An_answer_from_another_connection_is_nobodys()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo(Body);
        var other = server.Connect();

        await other.SendAsync(Wire.Ok(await peer.ReceiveRequestAsync(), 487));
        await other.AskAsync(Wire.Plain("OPTIONS"));

        Assert.That(dialog.IsEnded, Is.False);
    }

    [Test]
    public async Task A_dialog_that_we_end_loses_its_connection_and_gets_no_bye()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();

        dialog.End(DialogEnd.Ended);
        dialog.End(DialogEnd.Ended);

        Assert.That(await peer.ReceiveToEndAsync(), Is.Empty);
        await peer.Handling;
        Assert.That(server.User.Ends, Is.EqualTo(1));
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.Ended));
    }

    [Test]
    public async Task What_cannot_be_signed_costs_its_connection_and_whoever_sends_it_goes_on()
    {
        var authentication = new CountingAuthentication();
        await using var server = new TestServer(authentication);
        var (peer, dialog) = await server.OpenDialogAsync();

        authentication.IsBroken = true;
        Assert.That(dialog.TrySendInfo("hello"u8.ToArray()), Is.False);

        var closed = await server.Application.NextClosedAsync(peer.Impatience);
        Assert.That(closed.CloseReason, Is.EqualTo("a message could not be written"));
        Assert.That(dialog.IsEnded);
    }

    [Test]
    public async Task A_failing_user_costs_an_answer_and_not_the_dialog()
    {
        await using var server = new TestServer();
        server.User.Answer = (_, _) => throw new InvalidDataException();
        var (peer, dialog) = await server.OpenDialogAsync();

        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 2, dialog.LocalTag))).Status, Is.EqualTo(500));
        Assert.That(dialog.IsEnded, Is.False);
    }
}
