using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Inspection;

public class InspectionTests
{
    [TestCase("DANCE", 501)]
    [TestCase("register", 501)]
    [TestCase("PUBLISH", 405)]
    [TestCase("REFER", 405)]
    [TestCase("PRACK", 405)]
    public async Task A_method_that_is_not_served_is_told_what_is(string method, int status)
    {
        await using var server = new TestServer();

        var answer = await server.Connect().AskAsync(Wire.Plain(method));

        Assert.That((answer.Status, answer.Headers["Allow"]), Is.EqualTo((status, PersistentChat.Sip.Messages.SipMethod.Allowed)));
        Assert.That(server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task A_benotify_is_never_answered()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync(Wire.Plain("BENOTIFY") + Wire.Plain("OPTIONS", 2));

        Assert.That((await peer.ReceiveResponseAsync()).CSeq.Method, Is.EqualTo("OPTIONS"));
    }

    [TestCase("Require: nothingSupportsThis, timer\r\nProxy-Require: norThis, ms-benotify, nothingsupportsthis\r\n", "nothingSupportsThis, norThis")]
    [TestCase("Require: 100rel\r\n", "100rel")]
    public async Task An_extension_that_is_required_and_unknown_is_named(string lines, string unsupported)
    {
        await using var server = new TestServer();

        var answer = await server.Connect().AskAsync(Wire.Plain("SUBSCRIBE", extra: lines));

        Assert.That((answer.Status, answer.Headers["Unsupported"]), Is.EqualTo((420, unsupported)));
    }

    [TestCase("Proxy-Require: ms-benotify\r\n")]
    [TestCase("Require: adhoclist, categoryList\r\n")]
    public async Task What_the_real_client_requires_is_there(string lines)
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.Plain("SUBSCRIBE", extra: lines))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task In_a_cancel_nothing_can_be_required()
    {
        await using var server = new TestServer();

        Assert.That((await server.Connect().AskAsync(Wire.Plain("CANCEL", extra: "Require: x\r\n"))).Status, Is.EqualTo(481));
    }

    [TestCase("application/sdp", "v=0\r\nm=message 5060 sip null\r\n", 200, null)]
    [TestCase("application/sdp", "v=0\r\nm=audio 1 RTP/AVP 0\r\nm=x-ms-message 5060 sip null\r\n", 200, null)]
    [TestCase("application/sdp;charset=x", "v=0\r\n", 200, null)]
    [TestCase("multipart/mixed;boundary=x", "--x\r\n\r\nm=message 5060 sip null\r\n--x--", 200, null)]
    [TestCase("application/sdp", "v=0\r\nm=audio 1 RTP/AVP 0\r\n", 488, "Only Messages, No Media")]
    [TestCase("application/sdp", "nonsense", 488, "Not A Session Description")]
    [TestCase("application/octet-stream", "nonsense", 415, "Unsupported Media Type")]
    [TestCase("application/octet-stream\r\nContent-Disposition: render;handling=optional", "nonsense", 200, null)]
    [TestCase("application/sdp\r\nContent-Encoding: gzip", "v=0\r\n", 415, "Content Must Not Be Encoded")]
    public async Task An_offer_is_of_messages_or_of_nothing(string type, string body, int status, string? reason)
    {
        await using var server = new TestServer();
        var invite = Wire.Request(
            "INVITE", Wire.Pool, $"<{Wire.Alice}>;tag=1", $"<{Wire.Pool}>", "offer", 1, $"Content-Type: {type}\r\n", body);

        var answer = await server.Connect().AskAsync(invite);

        Assert.That((answer.Status, answer.Status == 200 ? null : answer.Reason), Is.EqualTo((status, reason)));
        var says = status == 415 ? answer.Headers["Accept"] ?? answer.Headers["Accept-Encoding"] : null;
        Assert.That(says, status == 415 ? Is.EqualTo("application/sdp").Or.EqualTo("identity") : Is.Null);
    }

    [Test]
    public async Task A_request_that_came_by_two_ways_is_done_once()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(With(Wire.Plain("SERVICE"), "z9hG4bK1"));

        var again = await peer.AskAsync(With(Wire.Plain("SERVICE"), "z9hG4bK2"));
        var next = await peer.AskAsync(With(Wire.Plain("SERVICE", 2), "z9hG4bK3"));

        Assert.That((again.Status, next.Status), Is.EqualTo((482, 200)));
        Assert.That(server.Application.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_info_of_ours_that_comes_back_is_a_loop()
    {
        await using var server = new TestServer(new CountingAuthentication());
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo("x"u8.ToArray());
        var info = await peer.ReceiveRequestAsync();

        var answer = await peer.AskAsync(Wire.Request(
            "INFO", info.RequestUri.Text, info.From.Text, info.To.Text, info.CallId, 1));

        Assert.That(answer.Status, Is.EqualTo(482));
    }

    [TestCase("SERVICE")]
    [TestCase("OPTIONS")]
    public async Task What_has_arrived_may_have_no_hops_left(string method)
    {
        await using var server = new TestServer();
        var request = Wire.Plain(method).Replace("Max-Forwards: 70", "Max-Forwards: 0", StringComparison.Ordinal);

        Assert.That((await server.Connect().AskAsync(request)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Who_is_sent_away_for_a_while_is_told_for_how_long()
    {
        await using var server = new TestServer(limits: new() { MaxPendingRequests = 8, MaxDialogsPerConnection = 1 });
        var peer = server.Connect();
        await peer.AskAsync(Wire.Invite());
        var dialogs = await peer.AskAsync(Wire.Invite(callId: "second"));
        server.Application.Handler = _ => { };
        await peer.SendAsync(string.Concat(Enumerable.Range(1, 8).Select(i => Wire.Plain("SERVICE", i))));
        var pending = await peer.AskAsync(Wire.Plain("SERVICE", 9));
        server.Application.Handler = _ => throw new InvalidDataException();
        var failed = await server.Connect().AskAsync(Wire.Register());

        Assert.That(
            new[] { dialogs, pending, failed }.Select(it => (it.Status, it.Reason, it.Headers["Retry-After"])),
            Is.EqualTo(new[]
            {
                (503, "Too Many Dialogs", "30"), (503, "Too Many Pending Requests", "30"), (503, "Service Unavailable", "30"),
            }));
    }

    [TestCase("SIP/2.0\r\nVia", "SIP/3.0\r\nVia", 505)]
    [TestCase("SERVICE sip:", "SERVICE urn:", 416)]
    public async Task A_refusal_while_parsing_is_an_answer_with_a_tag_and_the_connection_lives(string part, string instead, int status)
    {
        await using var server = new TestServer();
        var peer = server.Connect();

        var answer = await peer.AskAsync(Wire.Plain("SERVICE").Replace(part, instead, StringComparison.Ordinal));

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.To.Tag, Is.Not.Null);
        Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }

    private static string With(string request, string branch) =>
        request.Replace("127.0.0.1:35626\r\n", $"127.0.0.1:35626;branch={branch}\r\n", StringComparison.Ordinal);
}
