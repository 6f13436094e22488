using PersistentChat.Server.Tests.RealClient;

namespace PersistentChat.Server.Tests.SipJs;

/// <summary>
/// SIP.js, unmodified from the npm registry, holds a chat dialog over WebSocket (<c>tests/clients/sipjs/chat.mjs</c>).
/// </summary>
internal sealed class SipJsTests
{
    private const string Lobby = "ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ChatLimit = TimeSpan.FromSeconds(150);

    private static readonly string[] WholeChat =
    [
        "connected", "registered", "answer message", "dialog", "pool sip:pchat@example.com", "joined 200",
        "echo hello from SIP.js", "left", "unregistered", "done",
    ];

    private readonly NodeRun _node = new();
    private DemoServer _server = null!;
    private DemoServer _strict = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var (exitCode, _, error) = await _node.RunAsync(InstallLimit, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Assert.That(exitCode, Is.Zero, error);
        _server = await DemoServer.StartAsync();
        _strict = await DemoServer.StartAsync("Server:LoopbackAuthentication=Digest", "Sip:Digest:Algorithms=MD5");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _node.Dispose();
        if (_server is not null) { await _server.DisposeAsync(); }
        if (_strict is not null) { await _strict.DisposeAsync(); }
    }

    [Test]
    public async Task It_registers_joins_posts_hears_itself_and_leaves()
    {
        var (exitCode, events, error) = await ChatAsync(_server, "sip:alice@example.com");

        Assert.That(events, Is.EqualTo(WholeChat), error);
        Assert.That(exitCode, Is.Zero, error);
    }

    [Test]
    public async Task It_signs_in_by_Digest()
    {
        _node.Password = "wonderland";
        var (exitCode, events, error) = await ChatAsync(_strict, "sip:alice@example.com");

        Assert.That(events, Is.EqualTo(WholeChat), error);
        Assert.That(exitCode, Is.Zero, error);
    }

    [Test]
    public async Task It_is_refused_with_a_wrong_password()
    {
        _node.Password = "guess";
        var (exitCode, events, error) = await ChatAsync(_strict, "sip:alice@example.com");

        Assert.That(events, Is.EqualTo(new[] { "connected" }));
        Assert.That((exitCode, error.Split('\n')[0]), Is.EqualTo((1, "REGISTER: 401")));
    }

    [Test]
    public async Task A_person_who_does_not_exist_is_refused()
    {
        var (exitCode, events, error) = await ChatAsync(_server, "sip:nobody@example.com");

        Assert.That(events, Is.EqualTo(new[] { "connected" }));
        Assert.That((exitCode, error), Is.EqualTo((1, "REGISTER: 404\n")));
    }

    private Task<(int ExitCode, string[] Lines, string Error)> ChatAsync(DemoServer server, string person) => _node.RunAsync(
        ChatLimit, "node", "chat.mjs", $"{server.Web.Replace("http:", "ws:", StringComparison.Ordinal)}sip", person,
        "sip:pchat@example.com", Lobby, "hello from SIP.js");
}
