using System.Net;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>The real client with tickets of a real KDC, every message signed with their keys.</summary>
internal sealed class KerberosTests
{
    private const string WrongName = "Wrong user name or password";

    private Kdc _kdc = null!;

    private DemoServer _server = null!;

    [OneTimeSetUp]
    public async Task StartKdc()
    {
        _kdc = await Kdc.StartAsync(("alice", "wonderland"), ("bob", "builder"), ("stranger", "danger"));
        _server = await StartAsync(version: 4);
    }

    [OneTimeTearDown]
    public async Task StopKdc()
    {
        await _server.DisposeAsync();
        await _kdc.DisposeAsync();
    }

    [TestCase("tcp", "abrupt,reconnect")]
    [TestCase("tls", "presence")]
    public Task Two_real_clients_sign_in_by_Kerberos_and_sign_everything(string transport, string with) =>
        PlayAsync(_server, transport, with);

    [TestCase("tcp", "abrupt,reconnect")]
    [TestCase("tls", "same-ids")]
    public async Task And_so_they_do_with_signatures_of_version_3(string transport, string with)
    {
        await using var server = await StartAsync(version: 3);
        await PlayAsync(server, transport, with);
    }

    // The KDC knows all of them; the pool does not know the stranger, and nobody is believed to be another.
    [TestCase("stranger", "stranger", "danger", WrongName)]
    [TestCase("alice", "bob", "builder", WrongName)]
    [TestCase("alice", "alice", "wrong", "\"connection-error\"")]
    public async Task A_ticket_is_good_for_its_owner_only(string user, string login, string password, string shown)
    {
        await using var client = SipeDriver.Start(_kdc.Environment);
        var address = IPEndPoint.Parse(_server.Sip);
        await client.SayAsync(
            $"connect server={address.Address} port={address.Port} transport=tcp auth=kerberos"
            + $" user={user}@example.com login={login} password={password}");
        var said = await client.HearAsync("\"connection-error\"", "\"groupchat-ready\"");
        Assert.That(said, Does.Contain(shown).And.Not.Contain("groupchat-ready"));
    }

    // Nothing; the beginning of a token; NTLM's first message, bare and offered by SPNEGO; random bytes. Each in another name,
    // so that none has to wait.
    [TestCase("a", "YA==")]
    [TestCase("b", "YIIFJQYJKoZIhvcSAQICAQBugg==")]
    [TestCase("c", "TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAAGAQAAAAAADw==")]
    [TestCase("d", "YEgGBisGAQUFAqA+MDygDjAMBgorBgEEAYI3AgIKoioEKE5UTE1TU1AAAQAAAJeCCOIAAAAAAAAAAAAAAAAAAAAABgEAAAAAAA8=")]
    [TestCase("e", "3q2+7963vu/erb7v3q2+7963vu/erb7v")]
    public async Task What_is_no_ticket_is_refused_and_breaks_nothing(string user, string token)
    {
        await using var client = await RawClient.ConnectAsync(IPEndPoint.Parse(_server.Sip));
        for (var cseq = 1; cseq <= 2; cseq++)
        {
            var answer = await client.AskAsync(
                "REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/tcp 127.0.0.1:5060\r\nMax-Forwards: 70\r\n"
                + $"From: <sip:{user}@example.com>;tag=1\r\nTo: <sip:{user}@example.com>\r\nCall-ID: garbage\r\n"
                + $"CSeq: {cseq} REGISTER\r\nAuthorization: Kerberos qop=\"auth\", realm=\"SIP Communications Service\","
                + $" targetname=\"sip/{Kdc.Host}\", gssapi-data=\"{token}\", version=4\r\nContent-Length: 0\r\n\r\n");
            Assert.That(answer.Status, Is.EqualTo(403));
        }
    }

    [Test]
    public async Task Of_several_schemes_the_client_takes_the_strongest()
    {
        await using var client = SipeDriver.Start(_kdc.Environment);
        await client.SayAsync("trace on");
        await client.ConnectAsync(IPEndPoint.Parse(_server.Sip), "alice", "wonderland", "auto");
        Assert.That(await client.HearAsync("Authentication-Info: "), Does.Contain("Authentication-Info: Kerberos"));
    }

    private Task PlayAsync(DemoServer server, string transport, string with) => Scenario.PlayAsync(
        server,
        transport,
        [
            "--auth", "kerberos", "--login-a", "alice", "--password-a", "wonderland", "--login-b", "bob", "--password-b", "builder",
            "--with", with,
        ],
        _kdc.Environment);

    private Task<DemoServer> StartAsync(int version) => DemoServer.StartAsync(
        _kdc.Environment,
        "Server:LoopbackAuthentication=Kerberos, NTLM", $"Sip:Authentication:NewestVersion={version}",
        $"Sip:Authentication:TargetName={Kdc.Host}", $"Sip:Authentication:Keytab={_kdc.Keytab}");
}
