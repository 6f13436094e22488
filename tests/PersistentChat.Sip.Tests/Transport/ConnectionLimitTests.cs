using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class ConnectionLimitTests
{
    [TestCase("192.0.2.1:1", "192.0.2.1:2", "192.0.2.2:1")]
    [TestCase("192.0.2.1:1", "[::ffff:192.0.2.1]:2", "192.0.2.2:1")]
    [TestCase("[2001:db8:0:1::1]:1", "[2001:db8:0:1:ffff::2]:1", "[2001:db8:0:2::1]:1")]
    public async Task One_address_has_only_so_many_and_others_have_theirs(string first, string same, string other)
    {
        await using var server = new TestServer(limits: new SipLimits { MaxConnectionsPerAddress = 1 });
        var one = server.Connect(from: first);
        await one.AskAsync(Wire.Plain("OPTIONS"));

        var refused = server.Connect(from: same);
        Assert.That(await refused.ReceiveToEndAsync(), Is.Empty);
        Assert.That((await server.Connect(from: other).AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
        await one.DisconnectAsync();

        Assert.That((await server.Connect(from: same).AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task All_together_have_only_so_many_and_those_there_are_stay()
    {
        await using var server = new TestServer(limits: new SipLimits { MaxConnections = 2 });
        var one = server.Connect(from: "192.0.2.1:1");
        await one.AskAsync(Wire.Plain("OPTIONS"));
        var two = server.Connect(from: "192.0.2.2:1");
        await two.AskAsync(Wire.Plain("OPTIONS"));

        Assert.That(await server.Connect(from: "192.0.2.3:1").ReceiveToEndAsync(), Is.Empty);
        Assert.That((await two.AskAsync(Wire.Plain("OPTIONS", 2))).Status, Is.EqualTo(200));
        Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(2));
        await one.DisconnectAsync();
        Assert.That((await server.Connect(from: "192.0.2.3:1").AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task The_machine_itself_is_no_stranger()
    {
        await using var server = new TestServer(limits: new SipLimits { MaxConnectionsPerAddress = 1 });
        for (var i = 1; i <= 5; i++)
        {
            Assert.That((await server.Connect(from: $"127.0.0.1:{i}").AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
        }
    }

    [TestCase(16, "Too Many Headers")]
    [TestCase(4096, null)]
    public async Task How_many_headers_there_may_be_is_a_setting(int most, string? refusal)
    {
        await using var server = new TestServer(limits: new SipLimits { MaxHeaders = most });
        var request = Wire.Plain("OPTIONS", extra: string.Concat(Enumerable.Repeat("X: y\r\n", 50)));

        Assert.That(await LineAsync(server, request), refusal is null ? Is.EqualTo("SIP/2.0 200 OK") : Does.EndWith(refusal));
    }

    [TestCase(256, "Header Line Too Long")]
    [TestCase(1024, null)]
    public async Task How_long_a_line_may_be_is_a_setting(int most, string? refusal)
    {
        await using var server = new TestServer(limits: new SipLimits { MaxHeaderLineBytes = most });
        var request = Wire.Plain("OPTIONS", extra: $"X: {new string('x', 500)}\r\n");

        Assert.That(await LineAsync(server, request), refusal is null ? Is.EqualTo("SIP/2.0 200 OK") : Does.EndWith(refusal));
    }

    [TestCase(4096, "Request Entity Too Large")]
    [TestCase(65536, null)]
    public async Task How_large_a_message_may_be_is_a_setting(int most, string? refusal)
    {
        await using var server = new TestServer(limits: new SipLimits { MaxMessageBytes = most });
        var request = Wire.Request("OPTIONS", Wire.Pool, $"<{Wire.Alice}>;tag=1", $"<{Wire.Pool}>", "large", 1, body: new string('x', 5000));

        Assert.That(await LineAsync(server, request), refusal is null ? Is.EqualTo("SIP/2.0 200 OK") : Does.EndWith(refusal));
    }

    private static async Task<string> LineAsync(TestServer server, string request)
    {
        var peer = server.Connect();
        await peer.SendAsync(request);
        return await peer.ReceiveStartLineAsync();
    }
}
