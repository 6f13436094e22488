namespace PersistentChat.Server.Tests.RealClient;

/// <summary>
/// What a person does with a fresh clone: start the demonstration, sign in with two real clients (pidgin-sipe, unmodified; the
/// driver and the scenario are in <c>tests/clients/sipe</c>), list rooms, talk, leave, lose the connection, come back.
/// </summary>
internal sealed class DemoTests
{
    private DemoServer _server = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _server = await DemoServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public void It_prints_who_may_sign_in_and_which_rooms_there_are()
    {
        Assert.That(_server.Lines, Does.Contain("person sip:alice@example.com password=wonderland"));
        Assert.That(_server.Lines, Does.Contain($"room {Scenario.Lobby} name=\"Lobby\""));
        Assert.That(_server.Lines.Count(line => line.StartsWith("person ", StringComparison.Ordinal)), Is.EqualTo(4));
        Assert.That(_server.Lines.Count(line => line.StartsWith("room ", StringComparison.Ordinal)), Is.EqualTo(4));
    }

    [TestCase("healthz", "alive")]
    [TestCase("readyz", "{\"status\":\"ready\",")]
    public async Task It_says_that_it_is_well(string path, string text)
    {
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri($"{_server.Web}{path}")), Does.StartWith(text));
    }

    [TestCase("tcp", "")]
    [TestCase("tcp", "presence")]
    [TestCase("tcp", "abrupt,reconnect,same-ids")]
    [TestCase("tls", "abrupt,reconnect")]
    public Task Two_real_clients_sign_in_talk_leave_and_come_back(string transport, string with) =>
        Scenario.PlayAsync(_server, transport, with.Length > 0 ? ["--with", with] : []);
}
