using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Transport;

public class KeepAliveTests
{
    private const string Outbound = "Supported: path, outbound\r\n";

    [TestCase("keep")]
    [TestCase("outbound")]
    public async Task Who_negotiated_it_gets_a_pong_for_a_ping(string how)
    {
        await using var server = new TestServer();
        var peer = server.Connect(from: "127.0.0.1:4711");
        await peer.AskAsync(Negotiation(how));

        Assert.That(await RestAsync(peer, "\r\n\r\n"), Is.EqualTo("\r\n"));
    }

    [TestCase("\r\n\r\n\r\n\r\n\r\n\r\n", "\r\n")]
    [TestCase("\r\n", "")]
    public async Task Many_pings_together_are_one_and_half_a_ping_is_none(string sent, string answered)
    {
        await using var server = new TestServer();
        var peer = server.Connect(from: "127.0.0.1:4711");
        await peer.AskAsync(Negotiation("keep"));

        Assert.That(await RestAsync(peer, sent), Is.EqualTo(answered));
    }

    [TestCase("nothing")]
    [TestCase("keep and ms-keep-alive")]
    [TestCase("outbound and ms-keep-alive")]
    [TestCase("outbound without a flow")]
    public async Task Nobody_else_does_least_of_all_the_real_client(string how)
    {
        await using var server = new TestServer();
        var peer = server.Connect(from: "127.0.0.1:4711");
        await peer.AskAsync(Negotiation(how));

        Assert.That(await RestAsync(peer, "\r\n\r\n"), Is.Empty);
    }

    [Test]
    public async Task Outbound_is_said_to_be_in_force()
    {
        await using var server = new TestServer();
        server.Application.Handler = it =>
        {
            var result = server.Registrar.Register(it);
            it.Respond(result.Status, result.Reason, [.. result.Headers]);
        };

        Assert.That((await server.Connect().AskAsync(Negotiation("outbound"))).Headers["Require"], Is.EqualTo("outbound"));
        Assert.That((await server.Connect().AskAsync(Negotiation("nothing"))).Headers["Require"], Is.Null);
    }

    private static string Negotiation(string how)
    {
        var microsoft = how.Contains("ms-keep-alive", StringComparison.Ordinal) ? "ms-keep-alive: UAC;hop-hop=yes\r\n" : "";
        var request = Wire.Register(extra: microsoft + (how.StartsWith("outbound", StringComparison.Ordinal) ? Outbound : ""));
        var flow = how.StartsWith("outbound", StringComparison.Ordinal) && how != "outbound without a flow" ? ";reg-id=1" : "";
        var keep = how.StartsWith("keep", StringComparison.Ordinal) ? ";keep" : "";
        return request
            .Replace("proxy=replace", $"proxy=replace{flow}", StringComparison.Ordinal)
            .Replace(":35626\r\n", $":35626{keep}\r\n", StringComparison.Ordinal);
    }

    private static async Task<string> RestAsync(TestPeer peer, string sent)
    {
        await peer.SendAsync(sent);
        await peer.FinishAsync();
        return await peer.ReceiveToEndAsync();
    }
}
