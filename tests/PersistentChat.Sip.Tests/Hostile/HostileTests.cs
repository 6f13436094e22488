using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Hostile;

/// <summary>Peers that mean no good: each is refused by name, somebody innocent beside it is served, and memory is bounded.</summary>
public class HostileTests
{
    private const int MemoryBound = 16 * 1024 * 1024;

    [Test]
    public async Task Ten_thousand_headers_are_refused()
    {
        var head = "OPTIONS sip:a SIP/2.0\r\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: y\r\n"));

        await IsRefusedAsync(head + "\r\n", "SIP/2.0 400 Too Many Headers\r\n");
    }

    [TestCase("X: ")]
    [TestCase("X:\r\n ")]
    [TestCase("")]
    public async Task A_line_of_a_megabyte_is_refused(string start) => await IsRefusedAsync(
        $"OPTIONS sip:a SIP/2.0\r\n{start}{new string('x', 1024 * 1024)}\r\n\r\n", "SIP/2.0 400 Header Line Too Long\r\n");

    [Test]
    public async Task A_start_line_of_a_megabyte_is_refused() =>
        await IsRefusedAsync($"OPTIONS sip:{new string('a', 1024 * 1024)} SIP/2.0\r\n\r\n", "SIP/2.0 400 Header Line Too Long\r\n");

    [Test]
    public async Task A_head_of_a_megabyte_is_refused() => await IsRefusedAsync(
        "OPTIONS sip:a SIP/2.0\r\n" + string.Concat(Enumerable.Repeat($"X: {new string('x', 8000)}\r\n", 130)) + "\r\n",
        "SIP/2.0 513 Message Head Too Large\r\n");

    [TestCase("Content-Length: 5\r\nContent-Length: 7\r\n", "400 More Than One Content-Length")]
    [TestCase("Content-Length: 5\r\nl: 5\r\n", "400 More Than One Content-Length")]
    [TestCase("Content-Length: 5, 7\r\n", "400 Malformed Content-Length")]
    [TestCase("Content-Length: 0x5\r\n", "400 Malformed Content-Length")]
    [TestCase("Content-Length: +5\r\n", "400 Malformed Content-Length")]
    [TestCase("Content-Length: 4294967297\r\n", "413 Request Entity Too Large")]
    [TestCase("Content-Length: 262145\r\n", "413 Request Entity Too Large")]
    public async Task Lengths_that_could_hide_a_second_request_end_the_stream(string lines, string refusal) => await IsRefusedAsync(
        $"OPTIONS sip:a SIP/2.0\r\n{lines}\r\n{Wire.Plain("SERVICE")}", $"SIP/2.0 {refusal}\r\n");

    [Test]
    public async Task What_does_not_end_its_lines_right_is_no_second_message()
    {
        var smuggled = Wire.Plain("SERVICE").Replace("\r\n", "\n", StringComparison.Ordinal);

        await IsRefusedAsync($"OPTIONS sip:a SIP/2.0\r\nX: y\n\n{smuggled}\r\n\r\n", "SIP/2.0 400 Malformed Header Line\r\n");
    }

    [Test]
    public async Task A_slow_loris_has_its_time_whatever_it_drips()
    {
        await using var server = new TestServer();
        var innocent = server.Connect(from: "192.0.2.1:1");
        await innocent.AskAsync(Wire.Plain("OPTIONS"));
        var loris = server.Connect(from: "192.0.2.2:2");
        await loris.AskAsync(Wire.Plain("OPTIONS"));
        await loris.SendAsync("OPTIONS sip:a SIP/2.0\r\n");
        for (var i = 0; i < 10; i++)
        {
            Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(2), "30 seconds are not over yet");
            await loris.SendAsync($"X-{i}: y\r\n");
            server.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        var closed = await server.Application.NextClosedAsync(loris.Impatience);
        Assert.That(closed.CloseReason, Is.EqualTo("a message took too long to arrive"));
        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }

    [TestCase("")]
    [TestCase("\r\n\r\n")]
    [TestCase("\r")]
    public async Task Who_never_says_anything_has_its_time(string sent)
    {
        await using var server = new TestServer(limits: new SipLimits { PartialMessageTimeout = TimeSpan.FromMinutes(10) });
        var innocent = server.Connect(from: "192.0.2.1:1");
        await innocent.AskAsync(Wire.Plain("OPTIONS"));
        var silent = server.Connect(from: "192.0.2.2:2");
        if (sent.Length > 0) { await silent.SendAsync(sent); }
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(2));
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await server.Application.NextClosedAsync(silent.Impatience)).CloseReason, Is.EqualTo("it said nothing"));
        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Thousands_of_half_messages_cost_only_their_bytes()
    {
        const int Peers = 2000;
        await using var server = new TestServer();
        var innocent = server.Connect();
        await innocent.AskAsync(Wire.Plain("OPTIONS"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Peers; i++)
        {
            await server.Connect(from: $"192.0.2.{i % 200}:{i + 1}").SendAsync(Wire.Plain("OPTIONS")[..^3]);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Peers;
        Assert.That(each, Is.LessThan(32 * 1024), "bytes of each");
        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        for (var i = 0; i < Peers; i++)
        {
            await server.Application.NextClosedAsync(innocent.Impatience);
        }
    }

    [Test]
    public async Task Who_does_not_read_the_answers_to_ten_thousand_requests_is_not_read_either()
    {
        var limits = new SipLimits { OutboundBytes = 64 * 1024 };
        await using var server = new TestServer(limits: limits);
        var innocent = server.Connect(from: "192.0.2.1:1");
        var flood = server.Connect(unread: 16 * 1024, from: "192.0.2.2:2");
        var sending = flood.SendAsync(string.Concat(Enumerable.Range(1, 10_000).Select(i => Wire.Plain("SERVICE", i))));

        for (var i = 1; i <= 100; i++)
        {
            Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS", i))).Status, Is.EqualTo(200));
        }

        Assert.That(server.Application.Requests, Has.Count.LessThan(1000), "only as many as there is room for answers");
        for (var i = 1; i <= 10_000; i++)
        {
            Assert.That((await flood.ReceiveResponseAsync()).CSeq.Number, Is.EqualTo(i), "and all of them once it reads");
        }

        await sending;
    }

    [Test]
    public async Task Of_ten_thousand_requests_that_are_not_answered_at_once_most_are_refused()
    {
        await using var server = new TestServer(limits: new SipLimits { MaxPendingRequests = 100 });
        server.Application.Handler = _ => { };
        var innocent = server.Connect(from: "192.0.2.1:1");
        var flood = server.Connect(from: "192.0.2.2:2");
        var sending = flood.SendAsync(string.Concat(Enumerable.Range(1, 10_000).Select(i => Wire.Plain("SERVICE", i))));

        for (var i = 101; i <= 10_000; i++)
        {
            var answer = await flood.ReceiveResponseAsync();
            Assert.That((answer.CSeq.Number, answer.Status, answer.Reason), Is.EqualTo((i, 503, "Too Many Pending Requests")));
        }

        await sending;
        Assert.That(server.Application.Requests, Has.Count.EqualTo(100));
        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    private static async Task IsRefusedAsync(string sent, string refusal)
    {
        await using var server = new TestServer();
        var innocent = server.Connect(from: "192.0.2.1:1");
        await innocent.AskAsync(Wire.Plain("OPTIONS"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(sent);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var hostile = server.Connect(from: "192.0.2.2:2");
        await hostile.SendAsync(bytes);

        var said = await hostile.ReceiveToEndAsync();
        await hostile.Handling.WaitAsync(hostile.Impatience);

        Assert.That(said, Does.StartWith(refusal));
        Assert.That(said.Split("SIP/2.0 "), Has.Length.EqualTo(2), "one answer, and nothing of what came behind");
        Assert.That(server.Application.Requests, Is.Empty);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MemoryBound));
        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
    }
}
