using System.Net.WebSockets;
using System.Text;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>SIP over WebSocket on the web port (RFC 7118): the same rooms, the same people.</summary>
internal sealed class WebSocketTests
{
    private static readonly Guid Lobby = Guid.Parse("8f1cb0a0-0001-4000-8000-000000000001");

    private TestServer _server = null!;
    private Uri _web = null!;

    [SetUp]
    public async Task StartServer()
    {
        _server = await TestServer.StartAsync(new Dictionary<string, string> { ["Server:Web"] = "127.0.0.1:0" });
        _web = new UriBuilder(_server.WhereIs("web")) { Scheme = "ws", Path = "/sip" }.Uri;
        await _server.MakePersonAsync("alice");
        await _server.MakePersonAsync("bob");
        await _server.MakeRoomAsync(
            new Room(Lobby, Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open), keepsHistory: true, new Dictionary<string, RoomRoles>());
    }

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task People_on_a_WebSocket_and_on_TCP_talk_in_one_room()
    {
        await using var web = await SipClient.ConnectAsync(_web, Patience.Token);
        await using var tcp = await SipClient.ConnectAsync(_server.Address, Patience.Token);
        var alice = await JoinAsync(web, "alice");
        var bob = await JoinAsync(tcp, "bob");

        await PostAsync(alice, "from the web");
        await PostAsync(bob, "from a client");

        foreach (var listener in new[] { alice, bob })
        {
            await HearAsync(listener, "<chat>from the web</chat>");
            await HearAsync(listener, "<chat>from a client</chat>");
        }
    }

    [TestCase("https://elsewhere.example")]
    [TestCase("null")]
    public void A_page_of_strangers_is_refused(string origin)
    {
        var refused = Assert.ThrowsAsync<WebSocketException>(async () => await SipClient.ConnectAsync(
            _web, Patience.Token, options => options.SetRequestHeader("Origin", origin)));
        Assert.That(refused!.Message, Does.Contain("403"));
    }

    [Test]
    public async Task A_page_of_this_server_is_served()
    {
        await using var client = await SipClient.ConnectAsync(
            _web, Patience.Token, options => options.SetRequestHeader("Origin", $"http://{_web.Authority}"));
        Assert.That((await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status, Is.EqualTo(200));
    }

    private async Task<ClientDialog> JoinAsync(SipClient client, string name)
    {
        var person = TestServer.AddressOf(name);
        Assert.That((await client.RegisterAsync(person, Patience.Token)).Status, Is.EqualTo(200));
        var dialog = await client.InviteAsync(person, _server.Pool.PoolUri, Patience.Token);
        await SendAsync(dialog, $"""<cmd id="cmd:join" seqid="1"><data><chanid key="0" domain="example.com" value="{Lobby}"/></data></cmd>""");
        await HearAsync(dialog, "rpl:join");
        return dialog;
    }

    private static Task PostAsync(ClientDialog dialog, string text) => SendAsync(
        dialog, $"""<grpchat id="grpchat" seqid="1" chanUri="ma-chan://example.com/{Lobby}" ts="2026-11-21T00:00:00Z"><chat>{text}</chat></grpchat>""");

    private static async Task SendAsync(ClientDialog dialog, string primitive)
    {
        var envelope = $"""<xccos ver="1" envid="{Guid.NewGuid():N}" xmlns="urn:parlano:xml:ns:xccos">{primitive}</xccos>""";
        Assert.That((await dialog.SendInfoAsync(Encoding.UTF8.GetBytes(envelope), Patience.Token)).Status, Is.EqualTo(200));
    }

    private static async Task HearAsync(ClientDialog dialog, string what)
    {
        while (!Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Patience.Token)).Span).Contains(what, StringComparison.Ordinal))
        {
        }
    }
}
