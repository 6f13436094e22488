using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>The web port with TLS: the same certificate, the same pages, SIP over WebSocket as <c>wss</c>.</summary>
internal sealed class WebTlsTests
{
    private TlsWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _world = await TlsWorld.StartAsync(
        ("Server:Web", "127.0.0.1:0"), ("Server:WebHosts", "chat.example.com localhost 127.0.0.1"));

    [OneTimeTearDown]
    public async Task StopServer() => await _world.DisposeAsync();

    [Test]
    public async Task People_sign_in_over_wss()
    {
        var uri = new UriBuilder(_world.Web) { Scheme = Uri.UriSchemeWss, Path = "/sip" }.Uri;
        await using var client = await SipClient.ConnectAsync(uri, Patience.Token, options =>
        {
            options.SetRequestHeader("Origin", $"https://{_world.Web.Authority}");
            options.RemoteCertificateValidationCallback = IsServer;
        });

        Assert.That((await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status, Is.EqualTo(200));
    }

    [TestCase("webtls", "chat.example.com", ExpectedResult = "max-age=2592000")]
    [TestCase("webtls", "other.example.com", ExpectedResult = "")]
    [TestCase("webtls", "localhost", ExpectedResult = "")]
    [TestCase("webtls", "127.0.0.1", ExpectedResult = "")]
    [TestCase("web", "chat.example.com", ExpectedResult = "")]
    public async Task<string> Browsers_keep_to_https_for_the_name_of_the_server(string listener, string name)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = IsServer },
        };
        using var http = new HttpClient(handler);
        var page = new Uri(new Uri(_world.Server.WhereIs(listener)), "healthz");
        using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { Host = name } };
        using var answer = await http.SendAsync(request, Patience.Token);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? string.Join(", ", values) : "";
    }

    [Test]
    public async Task Pages_come_over_https_with_a_chain_that_can_be_checked()
    {
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = _world.Trust() } };
        using var http = new HttpClient(handler);

        Assert.That(await http.GetStringAsync(new Uri(_world.Web, "healthz"), Patience.Token), Is.EqualTo("alive"));
    }

    // Whatever it is called.
    private bool IsServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _world.Thumbprint;
}
