using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Tracing;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Tracing;

/// <summary>A trace has the messages of whom it is of, from the first byte on, without secrets, and ends.</summary>
internal sealed class TraceTests
{
    private const string Bob = "sip:bob@example.com";

    private static readonly TimeSpan Time = TimeSpan.FromMinutes(5);

    [Test]
    public async Task Of_those_behind_a_front_end_only_the_one_that_is_meant_is_in_it()
    {
        await using var server = new TestServer();
        var trace = Begin(server, new TraceSubject(Bob, null, WithText: true));
        var peer = server.Connect(frontEnd: new FrontEnd("fe.example.com"));
        await peer.AskAsync(Wire.Plain("SERVICE", 1));
        await peer.AskAsync(Wire.Plain("SERVICE", 2, Bob));
        Assert.That(trace.Messages.Select(it => (it.Number, it.IsReceived, it.Text.Split(' ')[0])), Is.EqualTo(new[]
        {
            (1, true, "SERVICE"), (2, false, "SIP/2.0"),
        }));
        Assert.That(trace.Messages.Select(it => it.Text), Is.All.Contain(Bob).And.None.Contain(Wire.Alice));
    }

    [Test]
    public async Task What_is_refused_before_anybody_has_signed_in_is_in_it_too()
    {
        var refusal = new Verification.Refused(403, "Who knows", []);
        await using var server = new TestServer(new CountingAuthentication { Verifier = _ => refusal });
        var trace = Begin(server, new TraceSubject(Wire.Alice, null, WithText: false));
        var peer = server.Connect();
        var answer = await peer.AskAsync(Wire.Register());
        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That(trace.Messages.Select(it => it.Text.Split("\r\n")[0]), Is.EqualTo(new[] { "REGISTER sip:example.com SIP/2.0", "SIP/2.0 403 Who knows" }));
    }

    [Test]
    public async Task It_ends_with_its_time_and_costs_nothing_any_more()
    {
        await using var server = new TestServer();
        var trace = Begin(server, new TraceSubject(Wire.Alice, null, WithText: false));
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("SERVICE", 1));
        server.Clock.Advance(Time);
        await peer.AskAsync(Wire.Plain("SERVICE", 2));
        Assert.That((trace.Messages.Count, trace.Ended, server.Endpoint.Traces.IsOn), Is.EqualTo((2, TraceEnd.Time, false)));
    }

    [Test]
    public async Task It_ends_with_its_number_and_what_is_long_is_cut()
    {
        await using var server = new TestServer();
        var trace = Begin(server, new TraceSubject(null, "c1", WithText: true), messages: 3);
        var peer = server.Connect();
        var body = new string('x', MessageTrace.LongestText + 1);
        await peer.AskAsync(Wire.Request("SERVICE", "sip:example.com", $"<{Wire.Alice}>;tag=1", $"<{Wire.Alice}>", "plain", 1, "Content-Type: text/plain\r\n", body));
        Assert.That(trace.Messages[0].Text, Does.EndWith("xx(cut)").And.Length.LessThan(MessageTrace.LongestText + 10));
        await peer.AskAsync(Wire.Plain("SERVICE", 2));
        Assert.That((trace.Messages.Count, trace.Ended), Is.EqualTo((3, TraceEnd.Full)));
        Assert.That(server.Endpoint.Traces.Find(trace.Id), Is.SameAs(trace), "it can still be read");
    }

    [Test]
    public async Task What_is_no_message_is_told_by_its_length_only()
    {
        await using var server = new TestServer();
        var trace = Begin(server, new TraceSubject(null, "c1", WithText: true));
        var peer = server.Connect();
        await peer.SendAsync("secret\r\nsecret\r\n\r\n");
        Assert.That(trace.Messages[0].Text, Does.Match(@"^\(\d+ bytes that are no message\)$"));
    }

    [TestCase("Authorization: NTLM qop=\"auth\", gssapi-data=\"TlRMTVNTUAADAAAA\"", "Authorization: NTLM (removed)")]
    [TestCase("Authorization: Kerberos gssapi-data=\"YIIF\"", "Authorization: Kerberos (removed)")]
    [TestCase("Proxy-Authorization: Digest response=\"0123\"", "Proxy-Authorization: Digest (removed)")]
    [TestCase("proxy-authenticate: Digest nonce=\"0123\"", "proxy-authenticate: Digest (removed)")]
    [TestCase("WWW-Authenticate: NTLM gssapi-data=\"TlRM\"", "WWW-Authenticate: NTLM (removed)")]
    [TestCase("Authentication-Info: NTLM rspauth=\"0123\"", "Authentication-Info: NTLM (removed)")]
    [TestCase("Authorization: Bearer pchat_0123", "Authorization: (removed)")]
    [TestCase("Authorization: secretword secret", "Authorization: (removed)")]
    [TestCase("Cookie: session=0123", "Cookie: (removed)")]
    [TestCase("Set-Cookie: session=0123", "Set-Cookie: (removed)")]
    [TestCase("Identity: \"0123\"", "Identity: (removed)")]
    [TestCase("From: <sip:alice:secret@example.com>;tag=1", "From: <sip:alice:(removed)@example.com>;tag=1")]
    [TestCase("From: <sip:alice@example.com:5060>;tag=1", "From: <sip:alice@example.com:5060>;tag=1")]
    public void What_proves_who_somebody_is_is_never_in_it(string line, string told)
    {
        var text = TraceText.OfHead(Encoding.UTF8.GetBytes($"REGISTER sip:alice:secret@example.com SIP/2.0\r\n{line}\r\n\r\n"), out _);
        Assert.That(text, Is.EqualTo($"REGISTER sip:alice:(removed)@example.com SIP/2.0\r\n{told}\r\n\r\n"));
    }

    private static MessageTrace Begin(TestServer server, TraceSubject subject, int messages = 100)
    {
        var trace = new MessageTrace(
            Guid.NewGuid(), subject, new TraceBounds(messages, server.Clock.GetUtcNow() + Time), (_, body) => $"({body.Length})");
        Assert.That(server.Endpoint.Traces.TryStart(trace), Is.True);
        return trace;
    }
}
