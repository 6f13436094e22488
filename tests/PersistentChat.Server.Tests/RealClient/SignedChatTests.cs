namespace PersistentChat.Server.Tests.RealClient;

/// <summary>The whole scenario of two real clients with every message signed by NTLM, in both directions.</summary>
internal sealed class SignedChatTests
{
    private static readonly string[] Accounts =
        ["--auth", "ntlm", "--login-a", "alice", "--password-a", "wonderland", "--login-b", "bob", "--password-b", "builder"];

    [TestCase(2, "tcp", "")]
    [TestCase(3, "tcp", "abrupt,reconnect")]
    [TestCase(3, "tls", "")]
    [TestCase(4, "tcp", "presence,abrupt,reconnect")]
    [TestCase(4, "tls", "same-ids")]
    public async Task Two_real_clients_sign_in_by_NTLM_and_sign_everything(int version, string transport, string with)
    {
        await using var server = await DemoServer.StartAsync(
            "Server:LoopbackAuthentication=NTLM", "Sip:Authentication:OldestVersion=2", $"Sip:Authentication:NewestVersion={version}");
        var isTls = transport == "tls";
        await Scenario.PlayAsync(
            isTls ? server.Tls.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : server.Sip,
            ["--transport", transport, .. Accounts, .. with.Length > 0 ? new[] { "--with", with } : []]);
    }
}
