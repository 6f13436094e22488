using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>SIP over TLS, seen from the wire.</summary>
internal sealed class TlsTests
{
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte ProtocolVersion = 70;

    private TlsWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _world = await TlsWorld.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _world.DisposeAsync();

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task Who_trusts_the_root_only_signs_in_because_the_chain_is_sent(SslProtocols version)
    {
        var options = _world.Options();
        options.EnabledSslProtocols = version;

        await using var client = await _world.ConnectAsync(options);

        Assert.That((await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public void Who_trusts_another_root_does_not_connect()
    {
        using var stranger = new TestAuthority();
        var options = _world.Options();
        options.CertificateChainPolicy!.CustomTrustStore.Clear();
        options.CertificateChainPolicy.CustomTrustStore.Add(stranger.Root);

        Assert.ThrowsAsync<AuthenticationException>(() => _world.ConnectAsync(options));
    }

    [TestCase(0x0301, Alert, TestName = "TLS 1.0 is refused")]
    [TestCase(0x0302, Alert, TestName = "TLS 1.1 is refused")]
    [TestCase(0x0303, Handshake, TestName = "The same hello with TLS 1.2 is taken")]
    public async Task Old_versions_are_refused(int version, byte answer)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_world.Address, Patience.Token);
        await tcp.GetStream().WriteAsync(ClientHello.Of(version), Patience.Token);

        // Record: type, version (2), length (2); an alert has level and description (RFC 5246 sections 6.2.1 and 7.2).
        var record = new byte[7];
        await tcp.GetStream().ReadExactlyAsync(record, Patience.Token);

        Assert.That(record[0], Is.EqualTo(answer));
        Assert.That(record[0] == Alert ? record[6] : ProtocolVersion, Is.EqualTo(ProtocolVersion));
    }

    [Test]
    public async Task A_peer_that_never_speaks_is_disconnected()
    {
        await using var impatient = await TlsWorld.StartAsync(("Server:TlsHandshakeTimeout", "00:00:01"));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(impatient.Address, Patience.Token);

        try
        {
            Assert.That(await tcp.GetStream().ReadAsync(new byte[1], Patience.Token), Is.Zero, "the end");
        }
        catch (IOException reset)
        {
            Assert.That(reset.InnerException, Is.InstanceOf<SocketException>(), "so does this end it");
        }
    }

    [TestCase("sip/2", true)]
    [TestCase("http/1.1", false)]
    [TestCase("h2", false)]
    public async Task Who_means_another_protocol_is_refused(string protocol, bool isTaken)
    {
        var options = _world.Options();
        options.ApplicationProtocols = [new SslApplicationProtocol(protocol)];

        if (isTaken)
        {
            await using var client = await _world.ConnectAsync(options);
            Assert.That((await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status, Is.EqualTo(200));
            return;
        }

        Assert.ThrowsAsync<AuthenticationException>(() => _world.ConnectAsync(options));
    }
}
