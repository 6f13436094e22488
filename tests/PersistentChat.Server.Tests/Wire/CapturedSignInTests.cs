using System.Text.RegularExpressions;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>
/// Whoever has recorded other people's sessions has nothing of it: all that the real client was ever seen to send, its proofs and
/// signatures included, gets nobody in where one has to sign in.
/// </summary>
internal sealed class CapturedSignInTests
{
    private const string Options =
        "OPTIONS sip:example.com SIP/2.0\r\nVia: SIP/2.0/tcp 127.0.0.1:1\r\nFrom: <sip:alice@example.com>;tag=sentinel\r\n"
        + "To: <sip:example.com>\r\nMax-Forwards: 70\r\nCSeq: 1 OPTIONS\r\nCall-ID: sentinel\r\nContent-Length: 0\r\n\r\n";

    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        // Called what the server of the captures was called, with the password that its alice had.
        _server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Server:LoopbackAuthentication"] = "Kerberos, NTLM",
            ["Sip:Authentication:TargetName"] = "server.example.com",
        });
        await _server.SetPasswordAsync(await _server.MakePersonAsync("alice"), "secret-a");
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TestCaseSource(typeof(CapturedMessage), nameof(CapturedMessage.Names))]
    public async Task A_captured_message_gets_nobody_in(string name)
    {
        await using var client = await RawClient.ConnectAsync(_server);
        var text = CapturedMessage.Load(name).Text;
        var isAnswered = !Regex.IsMatch(name, "-C-(ACK|200-|keepalive)");
        if (isAnswered)
        {
            Assert.That((await client.AskAsync(text)).Status, Is.AnyOf(401, 403));
        }
        else
        {
            await client.SendAsync(text);
        }

        var next = await client.AskAsync(Options);
        Assert.That((next.Status, next.CallId), Is.EqualTo((401, "sentinel")));
        Assert.That(
            next.Headers.All(SipHeaderNames.WwwAuthenticate).Select(challenge => challenge.Split(' ')[0]),
            Is.EqualTo(new[] { "Kerberos", "NTLM" }), "strongest first");
    }
}
