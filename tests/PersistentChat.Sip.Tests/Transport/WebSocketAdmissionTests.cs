using System.Net;
using System.Net.Sockets;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

/// <summary>Which upgrades are taken. PORT stands for the port of the server.</summary>
public class WebSocketAdmissionTests
{
    private const string Friend = "https://chat.example.com";

    [TestCase(null, null, 101)]
    [TestCase("http://127.0.0.1:PORT", null, 101)]
    [TestCase("https://127.0.0.1:PORT", null, 101)]
    [TestCase("http://localhost:PORT", "localhost:PORT", 101)]
    [TestCase("http://LOCALHOST:PORT", "localhost:PORT", 101)]
    [TestCase("http://localhost", "localhost", 101)]
    [TestCase("https://localhost", "localhost:443", 101)]
    [TestCase("http://localhost:PORT", null, 403)]
    [TestCase("http://127.0.0.1", null, 403)]
    [TestCase("http://127.0.0.1:1", null, 403)]
    [TestCase("http://127.0.0.1:PORT.evil.example", null, 403)]
    [TestCase("http://evil.example", null, 403)]
    [TestCase("http://evil.example:PORT", "evil.example:PORT", 400)]
    [TestCase(null, "evil.example", 400)]
    [TestCase(null, "127.0.0.2:PORT", 400)]
    [TestCase("null", null, 403)]
    [TestCase("", null, 403)]
    [TestCase("file://", null, 403)]
    public async Task A_page_of_the_same_host_may_and_no_other(string? origin, string? host, int status)
    {
        await using var believing = await WebServer.StartAsync();
        await using var asking = await WebServer.StartAsync(new CountingAuthentication());

        Assert.That(await UpgradeAsync(believing.Sip, origin, host), Is.EqualTo(status), "without authentication");
        Assert.That(await UpgradeAsync(asking.Sip, origin, host), Is.EqualTo(status), "with authentication");
    }

    [TestCase(Friend, 101)]
    [TestCase("https://CHAT.example.com", 101)]
    [TestCase("http://chat.example.com", 403)]
    [TestCase("https://chat.example.com:8443", 403)]
    [TestCase("https://chat.example.com.evil.example", 403)]
    [TestCase("https://evil.example", 403)]
    public async Task A_configured_origin_may_where_people_prove_who_they_are(string origin, int status)
    {
        await using var server = await WebServer.StartAsync(new CountingAuthentication(), origins: [Friend]);

        Assert.That(await UpgradeAsync(server.Sip, origin), Is.EqualTo(status));
    }

    [Test]
    public async Task Without_authentication_no_foreign_origin_is_accepted_configured_or_not()
    {
        await using var server = await WebServer.StartAsync(new NoAuthentication(), origins: [Friend]);

        Assert.That(await UpgradeAsync(server.Sip, Friend), Is.EqualTo(403));
    }

    [TestCase("pchat.example.com", 101)]
    [TestCase("PCHAT.example.com:8080", 101)]
    [TestCase("localhost:PORT", 400)]
    [TestCase("127.0.0.1:PORT", 400)]
    public async Task Configured_names_are_all_the_names_there_are(string host, int status)
    {
        await using var server = await WebServer.StartAsync(hosts: ["pchat.example.com"]);

        Assert.That(await UpgradeAsync(server.Sip, null, host), Is.EqualTo(status));
    }

    [TestCase("192.0.2.1")]
    [TestCase("::ffff:192.0.2.1")]
    [TestCase("2001:db8::1")]
    public async Task From_another_machine_an_origin_and_an_authentication_are_needed(string machine)
    {
        await using var believing = await WebServer.StartAsync(from: IPAddress.Parse(machine));
        await using var asking = await WebServer.StartAsync(new CountingAuthentication(), from: IPAddress.Parse(machine));
        var host = $"{WebServer.Outside}:PORT";

        Assert.That(await UpgradeAsync(believing.Sip, null, host), Is.EqualTo(403));
        Assert.That(await UpgradeAsync(believing.Sip, $"http://{host}", host), Is.EqualTo(403));
        Assert.That(await UpgradeAsync(asking.Sip, null, host), Is.EqualTo(403));
        Assert.That(await UpgradeAsync(asking.Sip, $"http://{host}", host), Is.EqualTo(101));
    }

    [TestCase("sip", 101)]
    [TestCase("xmpp, sip", 101)]
    [TestCase("xmpp", 400)]
    [TestCase("SIP", 400)]
    [TestCase("", 400)]
    public async Task The_subprotocol_is_sip(string protocols, int status)
    {
        await using var server = await WebServer.StartAsync();

        Assert.That(await UpgradeAsync(server.Sip, null, protocols: protocols), Is.EqualTo(status));
    }

    [Test]
    public async Task What_is_no_upgrade_is_told_to_be_one()
    {
        await using var server = await WebServer.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new UriBuilder(server.Sip) { Scheme = "http" }.Uri);

        Assert.That((int)answer.StatusCode, Is.EqualTo(426));
        Assert.That($"{answer.Headers.Upgrade}", Is.EqualTo("websocket"));
    }

    [TestCase("https://chat.example.com/")]
    [TestCase("chat.example.com")]
    [TestCase("https://a@chat.example.com")]
    [TestCase("*")]
    public void What_is_no_origin_is_no_setting(string origin) =>
        Assert.That(() => new WebSocketAdmission([origin], new HostNames([])), Throws.InstanceOf<FormatException>().With.Message.Contains(origin));

    [TestCase("chat.example.com:8080")]
    [TestCase("*")]
    public void What_is_no_name_is_no_setting(string host) =>
        Assert.That(() => new HostNames([host]), Throws.InstanceOf<FormatException>().With.Message.Contains(host));

    private static async Task<int> UpgradeAsync(Uri uri, string? origin, string? host = null, string protocols = "sip")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(uri.Host, uri.Port, limit.Token);
        var request = $"GET {uri.AbsolutePath} HTTP/1.1\r\nHost: {host ?? uri.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + (protocols.Length > 0 ? $"Sec-WebSocket-Protocol: {protocols}\r\n" : "")
            + (origin is null ? "" : $"Origin: {origin}\r\n") + "\r\n";
        await tcp.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(request.Replace("PORT", $"{uri.Port}", StringComparison.Ordinal)), limit.Token);
        using var reader = new StreamReader(tcp.GetStream());
        var line = await reader.ReadLineAsync(limit.Token);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
