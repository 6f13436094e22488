using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

/// <summary>SIP over WebSocket (RFC 7118), over real sockets.</summary>
public class WebSocketTests
{
    private const string NoLength = "Content-Length: 5\r\n";

    private static readonly string Hello = Wire.Request(
        "MESSAGE", Wire.Alice, $"<{Wire.Alice}>;tag=1", $"<{Wire.Alice}>", "hello", 1, "Content-Type: text/plain\r\n", "hello");

    [TestCase(WebSocketMessageType.Text)]
    [TestCase(WebSocketMessageType.Binary)]
    public async Task A_message_comes_as_text_or_binary(WebSocketMessageType type)
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.SendAsync(Hello, type);

        Assert.That(((SipResponse)await peer.ReceiveAsync()).Status, Is.EqualTo(200));
        Assert.That(BodyOf(server), Is.EqualTo("hello"));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100_000)]
    public async Task A_message_in_many_frames_is_one_message(int size)
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.SendFragmentsAsync(Hello, size);
        await peer.SendFragmentsAsync(Wire.Plain("OPTIONS", 2), size);

        Assert.That(((SipResponse)await peer.ReceiveAsync()).Status, Is.EqualTo(200));
        Assert.That(((SipResponse)await peer.ReceiveAsync()).CSeq, Is.EqualTo(new CSeq(2, "OPTIONS")));
        Assert.That(BodyOf(server), Is.EqualTo("hello"));
    }

    [TestCase("hello")]
    [TestCase("")]
    [TestCase("GET / HTTP/1.1\r\n\r\n")]
    public async Task Without_content_length_the_body_is_the_rest(string body)
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        var answer = await peer.AskAsync(Hello[..^5].Replace(NoLength, "", StringComparison.Ordinal) + body);

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(BodyOf(server), Is.EqualTo(body));
    }

    [TestCase("Content-Length: 4\r\n")]
    [TestCase("Content-Length: 6\r\n")]
    [TestCase("l: 0\r\n")]
    [TestCase("l: 200000\r\n")]
    public async Task A_content_length_that_says_otherwise_is_refused_and_the_next_message_is_not(string length)
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        var refused = await peer.AskAsync(Hello.Replace(NoLength, length, StringComparison.Ordinal));
        var next = await peer.AskAsync(Wire.Plain("OPTIONS", 2));

        Assert.That((refused.Status, refused.Reason, refused.CallId), Is.EqualTo((400, "Message Length Does Not Match", "hello")));
        Assert.That(next.Status, Is.EqualTo(200));
        Assert.That(server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task Two_messages_in_one_are_refused()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();

        Assert.That((await peer.AskAsync(Hello + Hello)).Status, Is.EqualTo(400));
        Assert.That(server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task Half_a_head_is_refused()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.SendAsync(Hello[..100]);

        Assert.That(
            Encoding.UTF8.GetString((await peer.ReceiveBytesAsync())!.Value.Bytes), Does.StartWith("SIP/2.0 400 Message Length Does Not Match"));
    }

    [Test]
    public async Task What_is_no_SIP_is_answered_and_the_connection_ends_with_a_goodbye()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.SendAsync("hello\r\nthere\r\n\r\n");

        Assert.That(Encoding.UTF8.GetString((await peer.ReceiveBytesAsync())!.Value.Bytes), Does.StartWith("SIP/2.0 400"));
        Assert.That(await peer.ReceiveBytesAsync(), Is.Null);
        Assert.That(peer.Socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    [Test]
    public async Task Keep_alives_and_empty_messages_are_none()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.SendAsync("\r\n\r\n");
        await peer.SendAsync("");
        await peer.SendFragmentsAsync("\r\n\r\n", 1);

        Assert.That((await peer.AskAsync("\r\n" + Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_keep_alive_that_is_asked_for_is_answered_by_a_message_of_its_own()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.AskAsync(Wire.Plain("OPTIONS").Replace("127.0.0.1:35626", "a.invalid;keep", StringComparison.Ordinal));
        await peer.SendAsync("\r\n\r\n");

        Assert.That((await peer.ReceiveBytesAsync())!.Value.Bytes, Is.EqualTo("\r\n"u8.ToArray()));
    }

    [Test]
    public async Task A_message_may_be_as_large_as_the_limit_and_no_larger()
    {
        var limits = new SipLimits { MaxMessageBytes = 8192 };
        await using var server = await WebServer.StartAsync(limits: limits);
        await using var peer = await server.ConnectAsync();
        var head = Hello[..^5].Replace(NoLength, "", StringComparison.Ordinal);
        var largest = head + new string('x', limits.MaxMessageBytes - head.Length);

        Assert.That((await peer.AskAsync(largest)).Status, Is.EqualTo(200));
        Assert.That((await peer.AskAsync(largest + "x")).Status, Is.EqualTo(413));
        Assert.That(await peer.ReceiveBytesAsync(), Is.Null);
    }

    [Test]
    public async Task A_message_that_does_not_end_is_refused_when_it_is_too_large()
    {
        await using var server = await WebServer.StartAsync(limits: new SipLimits { MaxMessageBytes = 8192 });
        await using var peer = await server.ConnectAsync();
        await peer.SendFragmentAsync(Encoding.UTF8.GetBytes(Hello));
        for (var i = 0; i < 9; i++)
        {
            await peer.SendFragmentAsync(new byte[1000]);
        }

        Assert.That(((SipResponse)await peer.ReceiveAsync()).Status, Is.EqualTo(413));
        Assert.That(await peer.ReceiveBytesAsync(), Is.Null);
    }

    [Test]
    public async Task Half_a_message_has_its_time()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.AskAsync(Wire.Plain("OPTIONS"));
        await peer.SendFragmentAsync("OPTIONS "u8.ToArray());
        var closing = server.Application.NextClosedAsync(peer.Impatience);
        while (!closing.IsCompleted)
        {
            // Again and again, for the server notes the time of the half message when it comes.
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
            peer.Impatience.ThrowIfCancellationRequested();
        }

        Assert.That((await closing).CloseReason, Is.EqualTo("a message took too long to arrive"));
    }

    [Test]
    public async Task Who_is_silent_but_there_stays()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.AskAsync(Wire.Plain("OPTIONS"));
        server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_ping_is_answered()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var server = await WebServer.StartAsync();
        using var raw = await RawWebSocket.ConnectAsync(server.Sip, limit.Token);
        await raw.SendAsync(RawWebSocket.Ping, "are you there", limit.Token);

        Assert.That(await raw.ReceiveAsync(limit.Token), Is.EqualTo((RawWebSocket.Pong, "are you there")));
    }

    [Test]
    public async Task Who_does_not_answer_a_ping_is_gone()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var quick = new SipWebSocketOptions { PingInterval = TimeSpan.FromSeconds(1), PongTimeout = TimeSpan.FromSeconds(20) };
        await using var server = await WebServer.StartAsync(webSocket: quick);
        await using var alive = await server.ConnectAsync();
        var aliveClosed = alive.ReceiveBytesAsync();
        using var raw = await RawWebSocket.ConnectAsync(server.Sip, limit.Token);

        Assert.That((await raw.ReceiveAsync(limit.Token)).Opcode, Is.EqualTo(RawWebSocket.Ping));
        await server.Application.NextClosedAsync(limit.Token);
        Assert.That((server.Endpoint.ConnectionCount, aliveClosed.IsCompleted), Is.EqualTo((1, false)), "the one that answers stays");
        await alive.SendAsync(Wire.Plain("OPTIONS"));
        Assert.That(await aliveClosed, Is.Not.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_end_of_the_connection_ends_its_dialogs(bool isPolite)
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        Assert.That((await peer.AskAsync(Wire.Invite())).Status, Is.EqualTo(200));
        if (isPolite) { await peer.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, peer.Impatience); }
        if (!isPolite) { peer.Socket.Abort(); }

        Assert.That(await server.Application.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.ConnectionLost));
        Assert.That((await server.Application.NextClosedAsync(peer.Impatience)).Dialogs.Count, Is.Zero);
        Assert.That(server.Endpoint.DialogCount, Is.Zero);
    }

    [Test]
    public async Task What_gathers_for_a_peer_leaves_as_messages_of_their_own()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.AskAsync(Wire.Invite());
        server.Application.Dialogs.TryDequeue(out var dialog);
        for (var i = 1; i <= 500; i++)
        {
            Assert.That(dialog!.TrySendInfo(Encoding.UTF8.GetBytes(new string('x', i))));
        }

        for (var i = 1; i <= 500; i++)
        {
            var info = (SipRequest)await peer.ReceiveAsync();
            Assert.That((info.CSeq.Number, info.Body.Length), Is.EqualTo((i, i)));
        }
    }

    [Test]
    public async Task What_is_no_text_leaves_as_binary()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        await peer.AskAsync(Wire.Invite());
        server.Application.Dialogs.TryDequeue(out var dialog);
        dialog!.TrySendInfo("text"u8.ToArray());
        dialog.TrySendInfo(new byte[] { 0xFF, 0xFE });

        Assert.That((await peer.ReceiveBytesAsync())!.Value.Type, Is.EqualTo(WebSocketMessageType.Text));
        Assert.That((await peer.ReceiveBytesAsync())!.Value.Type, Is.EqualTo(WebSocketMessageType.Binary));
    }

    [Test]
    public async Task Via_names_the_transport_and_where_a_request_came_from()
    {
        await using var server = await WebServer.StartAsync();
        await using var peer = await server.ConnectAsync();
        var request = Wire.Invite().Replace("SIP/2.0/tcp 127.0.0.1:35626", "SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK1", StringComparison.Ordinal);
        var answer = await peer.AskAsync(request);
        server.Application.Dialogs.TryDequeue(out var dialog);
        dialog!.TrySendInfo("x"u8.ToArray());
        var info = (SipRequest)await peer.ReceiveAsync();

        Assert.That(answer.Headers["Via"], Is.EqualTo("SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK1;received=127.0.0.1"));
        Assert.That(info.Headers["Via"], Does.StartWith($"SIP/2.0/WS 127.0.0.1:{server.Sip.Port};branch="));
    }

    [Test]
    public async Task Over_TLS_it_is_WSS()
    {
        using var key = RSA.Create(2048);
        var plan = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = plan.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var server = await WebServer.StartAsync(listener: it => it.UseHttps(made));
        await using var client = await PersistentChat.Sip.Client.SipClient.ConnectAsync(
            server.Sip, limit.Token, options => options.RemoteCertificateValidationCallback = (_, its, _, _) => its?.GetCertHashString() == made.GetCertHashString());
        await client.InviteAsync(Wire.Alice, Wire.Pool, limit.Token);
        server.Application.Dialogs.TryDequeue(out var dialog);

        Assert.That((dialog!.Connection.IsSecure, dialog.Connection.ViaSentBy), Is.EqualTo((true, $"SIP/2.0/WSS 127.0.0.1:{server.Sip.Port}")));
        server.Application.Requests.TryDequeue(out var invite);
        Assert.That(invite!.Request.TopVia.Transport, Is.EqualTo("WSS"));
    }

    [Test]
    public async Task A_client_has_two_dialogs_over_one_connection()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var server = await WebServer.StartAsync();
        server.Application.User.Answer = (dialog, transaction) =>
        {
            transaction.Respond(200);
            dialog.TrySendInfo(transaction.Request.Body);
        };
        await using var client = await server.ConnectClientAsync(limit.Token);
        var first = await client.InviteAsync(Wire.Alice, Wire.Pool, limit.Token);
        var second = await client.InviteAsync(Wire.Alice, Wire.Pool, limit.Token);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            (i % 2 == 0 ? first : second).SendInfoAsync(Encoding.ASCII.GetBytes($"{i}"), limit.Token)));
        for (var i = 0; i < 100; i++)
        {
            Assert.That(Encoding.ASCII.GetString((await first.Incoming.ReadAsync(limit.Token)).Span), Is.EqualTo($"{2 * i}"));
            Assert.That(Encoding.ASCII.GetString((await second.Incoming.ReadAsync(limit.Token)).Span), Is.EqualTo($"{(2 * i) + 1}"));
        }

        Assert.That((await first.ByeAsync(limit.Token)).Status, Is.EqualTo(200));
        Assert.That((server.Endpoint.ConnectionCount, server.Endpoint.DialogCount), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_client_that_stops_reading_is_disconnected_and_others_are_not()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var server = await WebServer.StartAsync();
        await using var slow = await server.ConnectClientAsync(limit.Token);
        await using var quick = await server.ConnectClientAsync(limit.Token);
        await slow.InviteAsync(Wire.Alice, Wire.Pool, limit.Token);
        server.Application.Dialogs.TryDequeue(out var dialog);
        var quickDialog = await quick.InviteAsync(Wire.Alice, Wire.Pool, limit.Token);
        slow.StopReading();
        var sent = 0;
        var bound = server.Endpoint.Limits.OutboundBytes;
        while (dialog!.TrySendInfo(new byte[100_000]))
        {
            Assert.That(dialog.Connection.Outbound.Length, Is.LessThanOrEqualTo(bound + 100_000));
            Assert.That(++sent, Is.LessThan(2000));
            await Task.Yield();
        }

        var closed = await server.Application.NextClosedAsync(limit.Token);

        Assert.That(closed.CloseReason, Is.EqualTo("the peer reads too slowly"));
        Assert.That((await quickDialog.SendInfoAsync("x"u8.ToArray(), limit.Token)).Status, Is.EqualTo(200));
        slow.ResumeReading();
        await slow.Lost.WaitAsync(limit.Token);
    }

    private static string BodyOf(WebServer server)
    {
        Assert.That(server.Application.Requests.TryDequeue(out var transaction));
        return Encoding.UTF8.GetString(transaction!.Request.Body.Span);
    }
}
