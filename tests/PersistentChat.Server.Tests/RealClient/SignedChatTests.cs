namespace PersistentChat.Server.Tests.RealClient;

/// <summary>The whole scenario of two real clients with every message signed by NTLM, in both directions.</summary>
/// <param name="version">Of the signatures (MS-SIPAE): what the server offers, and the client then does.</param>
[TestFixture(2)]
[TestFixture(3)]
[TestFixture(4)]
internal sealed class SignedChatTests(int version)
{
    private DemoServer _server = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _server = await DemoServer.StartAsync(
        "Server:LoopbackAuthentication=NTLM", "Sip:Authentication:OldestVersion=2", $"Sip:Authentication:NewestVersion={version}");

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TestCase("tcp", "presence,abrupt,reconnect")]
    [TestCase("tls", "same-ids")]
    public Task Two_real_clients_sign_in_by_NTLM_and_sign_everything(string transport, string with) => Scenario.PlayAsync(
        _server,
        transport,
        [
            "--auth", "ntlm", "--login-a", "alice", "--password-a", "wonderland", "--login-b", "bob", "--password-b", "builder",
            "--with", with,
        ]);
}
