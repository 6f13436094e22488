using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transactions;

public class TransactionTests
{
    [Test]
    public async Task A_repeated_request_gets_the_same_bytes_and_is_done_once()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync(Wire.Plain("SERVICE") + Wire.Plain("SERVICE"));
        await peer.FinishAsync();

        var text = await peer.ReceiveToEndAsync();

        Assert.That(server.Application.Requests, Has.Count.EqualTo(1));
        var once = text[..(text.Length / 2)];
        Assert.That(text, Is.EqualTo(once + once));
        Assert.That(once, Does.StartWith("SIP/2.0 200 OK\r\n"));
    }

    [Test]
    public async Task A_request_repeated_while_it_is_worked_on_waits_for_its_one_answer()
    {
        await using var server = new TestServer();
        server.Application.Handler = _ => { };
        var peer = server.Connect();
        await peer.SendAsync(Wire.Plain("SERVICE") + Wire.Plain("SERVICE") + Wire.Plain("OPTIONS", 2));

        Assert.That((await peer.ReceiveResponseAsync()).CSeq.Method, Is.EqualTo("OPTIONS"));
        Assert.That(server.Application.Requests, Has.Count.EqualTo(1));
    }

    [TestCase("CSeq: 1 SERVICE", "CSeq: 2 SERVICE")]
    [TestCase("tag=1646662694", "tag=1646662695")]
    [TestCase("Call-ID: plain", "Call-ID: other")]
    [TestCase("127.0.0.1:35626\r\n", "127.0.0.1:35626;branch=z9hG4bK1\r\n")]
    public async Task A_request_that_differs_in_its_key_is_another_one(string part, string instead)
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("SERVICE"));
        await peer.AskAsync(Wire.Plain("SERVICE").Replace(part, instead, StringComparison.Ordinal));

        Assert.That(server.Application.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_same_request_on_another_connection_is_another_one()
    {
        await using var server = new TestServer();
        await server.Connect().AskAsync(Wire.Plain("SERVICE"));
        await server.Connect().AskAsync(Wire.Plain("SERVICE"));

        Assert.That(server.Application.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Answers_are_forgotten_after_32_seconds()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("SERVICE"));
        server.Clock.Advance(TimeSpan.FromSeconds(33));
        await peer.AskAsync(Wire.Plain("SERVICE"));

        Assert.That(server.Application.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Only_so_many_answers_are_kept()
    {
        await using var server = new TestServer(limits: new SipLimits { MaxRecentAnswers = 4 });
        var peer = server.Connect();
        for (var i = 1; i <= 20; i++)
        {
            await peer.AskAsync(Wire.Plain("SERVICE", i));
        }

        Assert.That(server.Application.Requests.First().Connection.Transactions.Count, Is.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task Too_many_requests_without_answer_are_refused()
    {
        await using var server = new TestServer(limits: new SipLimits { MaxPendingRequests = 8 });
        server.Application.Handler = _ => { };
        var peer = server.Connect();
        for (var i = 1; i <= 8; i++)
        {
            await peer.SendAsync(Wire.Plain("SERVICE", i));
        }

        Assert.That((await peer.AskAsync(Wire.Plain("SERVICE", 9))).Status, Is.EqualTo(503));
    }

    [Test]
    public async Task A_second_final_answer_is_a_bug()
    {
        await using var server = new TestServer();
        await server.Connect().AskAsync(Wire.Plain("SERVICE"));
        server.Application.Requests.TryPeek(out var transaction);

        Assert.That(() => transaction!.Respond(200), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Headers_of_an_answer_stay_lines_of_their_own_in_their_order()
    {
        await using var server = new TestServer();
        server.Application.Handler = it => it.Respond(200, null, ("Supported", "msrtc-event-categories"), ("Supported", "adhoclist"));
        var answer = await server.Connect().AskAsync(Wire.Register());

        Assert.That(answer.Headers.All("Supported"), Is.EqualTo(new[] { "msrtc-event-categories", "adhoclist" }));
    }

    [TestCase("SERVICE", 500)]
    [TestCase("REGISTER", 503)]
    public async Task A_failing_application_costs_an_answer_and_not_the_connection(string method, int status)
    {
        await using var server = new TestServer();
        server.Application.Handler = _ => throw new InvalidDataException("secret detail");
        var peer = server.Connect();

        var answer = await peer.AskAsync(Wire.Plain(method));

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Reason, Does.Not.Contain("secret"));
        Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Options_says_what_is_allowed()
    {
        await using var server = new TestServer();
        var answer = await server.Connect().AskAsync(Wire.Plain("OPTIONS").Replace("Max-Forwards: 70", "Max-Forwards: 0", StringComparison.Ordinal));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Headers["Allow"], Does.Contain("INFO"));
    }

    [Test]
    public async Task A_malformed_request_is_refused_and_the_next_one_is_served()
    {
        await using var server = new TestServer();
        var peer = server.Connect();

        var refusal = await peer.AskAsync(Wire.Plain("OPTIONS").Replace("CSeq: 1 OPTIONS", "CSeq: 1 BYE", StringComparison.Ordinal));

        Assert.That((refusal.Status, refusal.Reason, refusal.CallId), Is.EqualTo((400, "CSeq Method Does Not Match", "plain")));
        Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    [TestCase("GET / HTTP/1.1\r\n\r\n", "SIP/2.0 400 Malformed Start Line\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("OPTIONS sip:a SIP/2.0\r\nCall-ID: x\r\nnonsense\r\n\r\n", "SIP/2.0 400 Malformed Header Line\r\nCall-ID: x\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("OPTIONS sip:a SIP/2.0\r\nCall-ID: x\r\nContent-Length: 999999\r\n\r\n", "SIP/2.0 413 Request Entity Too Large\r\nCall-ID: x\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_no_message_is_refused_by_name_and_ends_a_stream_that_cannot_go_on(string sent, string expected)
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync(sent + Wire.Plain("OPTIONS"));
        if (sent.StartsWith("GET", StringComparison.Ordinal)) { await peer.FinishAsync(); }

        Assert.That(await peer.ReceiveToEndAsync(), Does.StartWith(expected));
    }

    [Test]
    public async Task Broken_answers_and_acks_are_never_answered()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync("SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n" + "ACK sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n" + Wire.Plain("OPTIONS"));

        Assert.That((await peer.ReceiveResponseAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Without_authentication_a_connection_belongs_to_its_first_sender()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("OPTIONS"));

        var answer = await peer.AskAsync(Wire.Plain("OPTIONS", 2, from: "sip:bob@example.com"));

        Assert.That(answer.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_challenge_is_sent_and_nothing_is_done()
    {
        var authentication = new CountingAuthentication
        {
            Verifier = request =>
            {
                var response = SipResponse.To(request, 401);
                response.Headers.Add("WWW-Authenticate", "NTLM realm=\"x\"");
                return new Verification.Challenge(response);
            },
        };
        await using var server = new TestServer(authentication);

        var answer = await server.Connect().AskAsync(Wire.Register());

        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_invite_is_answered_487_and_a_late_yes_is_nobodys()
    {
        await using var server = new TestServer();
        server.Application.Handler = _ => { };
        var peer = server.Connect();
        await peer.SendAsync(Wire.Invite());
        await peer.SendAsync(Wire.Request("CANCEL", Wire.Pool, "<sip:alice@example.com>;tag=2042519252", $"<{Wire.Pool}>", Wire.CallId, 1));
        var toCancel = await peer.ReceiveResponseAsync();
        var toInvite = await peer.ReceiveResponseAsync();
        server.Application.Requests.TryPeek(out var transaction);

        var dialog = transaction!.Accept(server.User);

        Assert.That((toCancel.Status, toCancel.CSeq.Method), Is.EqualTo((200, "CANCEL")));
        Assert.That((toInvite.Status, toInvite.CSeq.Method), Is.EqualTo((487, "INVITE")));
        Assert.That(toCancel.To.Tag, Is.EqualTo(toInvite.To.Tag));
        Assert.That(dialog.IsEnded && server.User.Ends == 1 && !dialog.TrySendInfo("x"u8.ToArray()));
    }

    [TestCase("CANCEL")]
    [TestCase("BYE")]
    [TestCase("UPDATE")]
    public async Task What_belongs_to_nothing_is_answered_481(string method)
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.Plain(method))).Status, Is.EqualTo(481));
    }

    [Test]
    public async Task Everything_that_leaves_is_signed()
    {
        var authentication = new CountingAuthentication();
        await using var server = new TestServer(authentication);
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo("<a/>"u8.ToArray());
        var info = await peer.ReceiveRequestAsync();
        await peer.AskAsync(Wire.InDialog("INFO", 2, dialog.LocalTag, "x"));
        await peer.AskAsync(Wire.InDialog("INFO", 3, "0", "x"));
        await peer.AskAsync(Wire.Plain("OPTIONS"));
        await peer.SendAsync("garbage\r\n\r\n");
        var last = await peer.ReceiveToEndAsync();

        Assert.That(info.Headers[CountingAuthentication.Header], Is.EqualTo("1 INFO"));
        Assert.That(last, Does.Contain(CountingAuthentication.Header));
        Assert.That(
            authentication.Signed.Select(it => (it.Method, it.Status)),
            Is.EqualTo(new (string, int?)[] { ("INVITE", 200), ("INFO", null), ("INFO", 200), ("INFO", 481), ("OPTIONS", 200), ("", 400) }));
        var signed = authentication.Signed.ElementAt(1);
        Assert.That(
            (signed.CallId, signed.FromUri, signed.FromTag, signed.ToUri, signed.ToTag),
            Is.EqualTo((Wire.CallId, Wire.Pool, dialog.LocalTag, Wire.Alice, "2042519252")));
    }
}
