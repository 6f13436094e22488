using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>Who may not sign in sees it, and why, as far as it is his business.</summary>
internal sealed class RefusedSignInTests
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = await TestServer.StartAsync(new Dictionary<string, string> { ["Server:LoopbackAuthentication"] = "NTLM" });
        await _server.SetPasswordAsync(await _server.MakePersonAsync("alice"), "wonderland");
        await _server.SetPasswordAsync(await _server.MakePersonAsync("eve", enabled: false), "apple");
        await _server.MakePersonAsync("mute");
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TestCase("alice", "wonderful", "Wrong user name or password")]
    [TestCase("nobody", "wonderland", "Wrong user name or password")]
    [TestCase("mute", "x", "Wrong user name or password")]
    [TestCase("eve", "orange", "Wrong user name or password")]
    [TestCase("eve", "apple", "The account is disabled")]
    public async Task It_is_shown_that_and_why_one_cannot_sign_in(string user, string password, string shown)
    {
        await using var client = SipeDriver.Start();
        await client.ConnectAsync(_server.Address, user, password);
        var said = await client.HearAsync("\"connection-error\"", "\"groupchat-ready\"");
        Assert.That(said, Does.Contain(shown).And.Not.Contain("groupchat-ready"));
    }

    [Test]
    public async Task Whoever_failed_too_often_is_shown_to_have_to_wait()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Server:LoopbackAuthentication"] = "NTLM, Digest",
            ["SignIn:FreeFailuresPerPerson"] = "1",
            ["SignIn:FirstDelay"] = "00:01:00",
            ["SignIn:MaxDelayPerPerson"] = "01:00:00",
        });
        await server.SetPasswordAsync(await server.MakePersonAsync("alice"), "wonderland");
        await using var client = SipeDriver.Start();
        await using var guesser = await server.ConnectAsync();
        guesser.Credentials = new DigestCredentials("alice", "guess");
        for (var i = 0; i < 2; i++)
        {
            Assert.That((await guesser.RegisterAsync("sip:alice@example.com", Patience.Token)).Status, Is.EqualTo(401));
        }

        await client.ConnectAsync(server.Address, "alice", "wonderland");
        var said = await client.HearAsync("\"connection-error\"", "\"groupchat-ready\"");
        Assert.That(said, Does.Contain("Too many failed sign-ins").And.Not.Contain("groupchat-ready"));
        await client.QuitAsync();
    }

    [TestCase("kerberos")]
    [TestCase("tls-dsk")]
    public async Task A_way_to_sign_in_that_is_not_offered_is_shown_to_be_none(string auth)
    {
        await using var client = SipeDriver.Start();
        await client.ConnectAsync(_server.Address, "alice", "wonderland", auth);
        Assert.That(await client.HearAsync("\"connection-error\"", "\"groupchat-ready\""), Does.Contain("ncompatible authentication scheme"));
    }

    [Test]
    public async Task The_right_password_opens_the_chat_and_auto_chooses_NTLM()
    {
        await using var client = SipeDriver.Start();
        await client.ConnectAsync(_server.Address, "alice", "wonderland", "auto");
        Assert.That(await client.HearAsync("\"connection-error\"", "\"groupchat-ready\""), Does.Contain("groupchat-ready"));
    }
}
