using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Transport;

public class ViaSourceTests
{
    [TestCase("SIP/2.0/tcp 192.0.2.7:35626", "SIP/2.0/tcp 192.0.2.7:35626")]
    [TestCase("SIP/2.0/TCP 10.0.0.1;branch=z9hG4bKa", "SIP/2.0/TCP 10.0.0.1;branch=z9hG4bKa;received=192.0.2.7")]
    [TestCase("SIP/2.0/TCP host.example.com", "SIP/2.0/TCP host.example.com;received=192.0.2.7")]
    [TestCase("SIP/2.0/TCP 192.0.2.7;rport;branch=z9hG4bKa", "SIP/2.0/TCP 192.0.2.7;branch=z9hG4bKa;received=192.0.2.7;rport=4711")]
    [TestCase("SIP/2.0/TCP 192.0.2.7;received=203.0.113.9", "SIP/2.0/TCP 192.0.2.7")]
    [TestCase("SIP/2.0/TCP 192.0.2.7;keep", "SIP/2.0/TCP 192.0.2.7;keep=300")]
    [TestCase("SIP/2.0/TCP 10.0.0.1;x=\"a;\\\"b\" , SIP/2.0/UDP other;rport", "SIP/2.0/TCP 10.0.0.1;x=\"a;\\\"b\";received=192.0.2.7, SIP/2.0/UDP other;rport")]
    [TestCase("SIP/2.0/TCP [2001:db8::1]:5060", "SIP/2.0/TCP [2001:db8::1]:5060;received=192.0.2.7")]
    public async Task An_answer_says_where_its_request_came_from(string via, string answered)
    {
        await using var server = new TestServer();
        var peer = server.Connect(from: "192.0.2.7:4711");

        var answer = await peer.AskAsync(
            Wire.Plain("OPTIONS").Replace("SIP/2.0/tcp 127.0.0.1:35626", via, StringComparison.Ordinal));

        Assert.That(answer.Headers["Via"], Is.EqualTo(answered));
    }

    [Test]
    public async Task What_was_quoted_in_it_is_quoted_again()
    {
        await using var server = new TestServer();
        const string Via = "SIP/2.0/TCP 10.0.0.1;x=\"\\\u0001\\\"\\\\\";y=\"::1%\\\u0002\"";

        var answer = await server.Connect(from: "192.0.2.7:4711").AskAsync(
            Wire.Plain("OPTIONS").Replace("SIP/2.0/tcp 127.0.0.1:35626", Via, StringComparison.Ordinal));

        Assert.That(answer.Headers["Via"], Is.EqualTo($"{Via};received=192.0.2.7"));
    }

    [TestCase("[2001:db8::7]:4711", "[2001:db8::7]", "SIP/2.0/TCP [2001:db8::7]")]
    [TestCase("[2001:db8::7]:4711", "[2001:db8::8]", "SIP/2.0/TCP [2001:db8::8];received=2001:db8::7")]
    [TestCase("[::ffff:192.0.2.7]:4711", "192.0.2.7", "SIP/2.0/TCP 192.0.2.7")]
    public async Task Addresses_are_compared_as_addresses(string from, string sentBy, string answered)
    {
        await using var server = new TestServer();

        var answer = await server.Connect(from: from).AskAsync(
            Wire.Plain("OPTIONS").Replace("SIP/2.0/tcp 127.0.0.1:35626", $"SIP/2.0/TCP {sentBy}", StringComparison.Ordinal));

        Assert.That(answer.Headers["Via"], Is.EqualTo(answered));
    }

    [Test]
    public async Task A_repeated_request_is_still_the_same_one()
    {
        await using var server = new TestServer();
        var peer = server.Connect(from: "192.0.2.7:4711");
        var request = Wire.Plain("SERVICE").Replace("35626\r\n", "35626;rport;branch=z9hG4bK1\r\n", StringComparison.Ordinal);

        await peer.AskAsync(request);
        await peer.AskAsync(request);

        Assert.That(server.Application.Requests, Has.Count.EqualTo(1));
    }
}
