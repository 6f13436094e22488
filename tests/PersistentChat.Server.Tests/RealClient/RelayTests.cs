using System.Text.RegularExpressions;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>
/// Somebody between the real client and the server repeats, reorders or changes one signed message: nothing comes of it but the
/// end of the connection.
/// </summary>
internal sealed class RelayTests
{
    private const string Lost = "\"connection-error\"";

    private TestServer _server = null!;
    private SipRelay _relay = null!;
    private SipeDriver _alice = null!;
    private Room _room = null!;
    private string _roomUri = "";

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = await TestServer.StartAsync(new Dictionary<string, string> { ["Server:LoopbackAuthentication"] = "NTLM" });
        await _server.SetPasswordAsync(await _server.MakePersonAsync("alice"), "wonderland");
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [SetUp]
    public async Task JoinThroughTheRelay()
    {
        var id = Guid.NewGuid();
        _room = await _server.MakeRoomAsync(
            new Room(id, Guid.Empty, $"Lobby {id}", Privacy: RoomPrivacy.Open), keepsHistory: true, new Dictionary<string, RoomRoles>());
        _roomUri = $"ma-chan://example.com/{_room.Id}";
        _relay = new SipRelay(_server.Address);
        _alice = SipeDriver.Start();
        await _alice.ConnectAsync(_relay.Address, "alice", "wonderland");
        await _alice.HearAsync("\"groupchat-ready\"");
        await _alice.SayAsync($"join {_roomUri}");
        await _alice.HearAsync("\"joined\"");
        await PostAsync("before");
        await HearMessageAsync("before");
    }

    [TearDown]
    public async Task Leave()
    {
        await _alice.DisposeAsync();
        await _relay.DisposeAsync();
    }

    [Test]
    public async Task An_untouched_message_comes_back()
    {
        await PostAsync("and again");
        await HearMessageAsync("and again");
        Assert.That(await StoredAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_post_that_is_repeated_is_stored_once_and_the_connection_ends()
    {
        _relay.FromClient = message => IsPost(message) ? [message, message] : [message];
        await PostAsync("twice");
        await _alice.HearAsync(Lost);
        Assert.That(await StoredAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_post_that_is_repeated_later_is_not_stored_again_and_the_connection_ends()
    {
        var kept = "";
        _relay.FromClient = message =>
        {
            if (!IsPost(message)) { return [message]; }
            var before = kept;
            kept = message;
            return before.Length > 0 ? [message, before] : [message];
        };
        await PostAsync("one");
        await PostAsync("two");
        await _alice.HearAsync(Lost);
        Assert.That(await StoredAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task Of_two_posts_in_the_wrong_order_the_earlier_is_refused_and_the_connection_ends()
    {
        var held = "";
        _relay.FromClient = message =>
        {
            var isFirst = IsPost(message) && held.Length == 0;
            if (isFirst) { held = message; }
            return isFirst ? [] : IsPost(message) ? [message, held] : [message];
        };
        await PostAsync("one");
        await PostAsync("two");
        await _alice.HearAsync(Lost);
        Assert.That(await StoredAsync(), Is.EqualTo(2));
    }

    [TestCase("CSeq: (?<n>\\d+)", "CSeq: 9${n}")]
    [TestCase("Call-ID: ", "Call-ID: x")]
    [TestCase("tag=", "tag=x")]
    [TestCase("cnum=\"", "cnum=\"9")]
    [TestCase("crand=\"", "crand=\"0")]
    [TestCase("response=\"0", "response=\"1")]
    [TestCase("To: <sip:", "To: <sip:x")]
    public async Task A_changed_post_is_not_stored_and_the_connection_ends(string part, string instead)
    {
        _relay.FromClient = message => [IsPost(message) ? Change(message, part, instead) : message];
        await PostAsync("changed");
        await _alice.HearAsync(Lost);
        Assert.That(await StoredAsync(), Is.EqualTo(1));
    }

    [TestCase("SIP/2.0 200 OK", "SIP/2.0 481 Gone")]
    [TestCase("CSeq: (?<n>\\d+)", "CSeq: 9${n}")]
    public async Task A_changed_answer_ends_the_connection(string part, string instead)
    {
        _relay.FromClient = message => [message.StartsWith("SIP/2.0", StringComparison.Ordinal) ? Change(message, part, instead) : message];
        await PostAsync("hello");
        await _alice.HearAsync(Lost);
    }

    [TestCase("CSeq: (?<n>\\d+)", "CSeq: 9${n}")]
    [TestCase("Call-ID: ", "Call-ID: x")]
    [TestCase("tag=", "tag=x")]
    [TestCase("snum=\"", "snum=\"9")]
    [TestCase("rspauth=\"0", "rspauth=\"1")]
    public async Task A_changed_delivery_is_not_shown_and_the_client_disconnects(string part, string instead)
    {
        _relay.FromServer = message => [IsDelivery(message) ? Change(message, part, instead) : message];
        await PostAsync("changed");
        Assert.That(await _alice.HearAsync(Lost, "\"text\":\"changed\""), Does.Contain(Lost));
    }

    // This client does not look at the numbers of what it is sent. But it answers what it gets, so the server hears of it.
    [Test]
    public async Task A_delivery_that_is_repeated_ends_the_connection()
    {
        _relay.FromServer = message => IsDelivery(message) ? [message, message] : [message];
        await PostAsync("twice");
        await _alice.HearAsync(Lost);
    }

    private static bool IsPost(string message) =>
        message.StartsWith("INFO ", StringComparison.Ordinal) && message.Contains("<grpchat ", StringComparison.Ordinal);

    // What the server sends has the same form.
    private static bool IsDelivery(string message) => IsPost(message);

    private static string Change(string message, string part, string instead)
    {
        var changed = new Regex(part).Replace(message, instead, 1);
        Assert.That(changed, Is.Not.EqualTo(message));
        return changed;
    }

    private async Task<long> StoredAsync()
    {
        // The client hears that the connection is gone before what came in on it is through.
        await _server.SettleAsync();
        return _server.Journal.Committed.Room(_room.Id)!.LastId;
    }

    private Task PostAsync(string text) => _alice.SayAsync($"send {_roomUri} {text}");

    private async Task HearMessageAsync(string text) => await _alice.HearAsync($"\"text\":\"{text}\"");
}
