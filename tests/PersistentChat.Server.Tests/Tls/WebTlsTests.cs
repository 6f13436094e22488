using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>The web port with TLS: the same certificate, the same pages, SIP over WebSocket as <c>wss</c>.</summary>
internal sealed class WebTlsTests
{
    private TlsWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _world = await TlsWorld.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _world.DisposeAsync();

    [Test]
    public async Task People_sign_in_over_wss()
    {
        var uri = new UriBuilder(_world.Web) { Scheme = Uri.UriSchemeWss, Path = "/sip" }.Uri;
        await using var client = await SipClient.ConnectAsync(uri, Patience.Token, options =>
        {
            options.SetRequestHeader("Origin", $"https://{_world.Web.Authority}");
            options.RemoteCertificateValidationCallback =
                (_, certificate, _, _) => certificate?.GetCertHashString() == _world.Thumbprint;
        });

        Assert.That((await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Pages_come_over_https_with_a_chain_that_can_be_checked()
    {
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = _world.Trust() } };
        using var http = new HttpClient(handler);

        Assert.That(await http.GetStringAsync(new Uri(_world.Web, "healthz"), Patience.Token), Is.EqualTo("alive"));
    }
}
