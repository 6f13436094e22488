using System.Text;
using System.Text.RegularExpressions;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>Every message that pidgin-sipe was seen to send is accepted, or refused in a way that it can live with.</summary>
internal sealed class CaptureTests
{
    private const string Options =
        "OPTIONS sip:example.com SIP/2.0\r\nVia: SIP/2.0/tcp 127.0.0.1:1\r\nFrom: <sip:alice@example.com>;tag=sentinel\r\n"
        + "To: <sip:example.com>\r\nMax-Forwards: 70\r\nCSeq: 1 OPTIONS\r\nCall-ID: sentinel\r\nContent-Length: 0\r\n\r\n";

    /// <summary>By file name, the first that fits: where it is sent, and what answers it gets when it is sent again and again.</summary>
    private static readonly (string Files, Place Place, int[] Statuses)[] Expected =
    [
        ("-REGISTER-", Place.Alone, [200]),
        // They end subscriptions, of which there are none in this connection.
        ("^08[468]-C-SUBSCRIBE-", Place.Alone, [481]),
        ("-SUBSCRIBE-(presence|roaming-self|roaming-contacts|provisioning-v2)$", Place.Alone, [200]),

        // The events of the mode of 2005: there is no chat in it, and the client goes on without (TRANSCRIPT.md section 2).
        ("-SUBSCRIBE-(presence-wpending|roaming-ACL|provisioning)$", Place.Alone, [489]),
        ("^(013|217|401|403)-C-SERVICE-msrtc-category-publish$", Place.Alone, [200]),

        // Based on versions that this server never gave: told so once, then taken.
        ("^079-C-SERVICE-msrtc-category-publish$", Place.Alone, [409, 200]),

        // Changes of a contact list that is not what this client once knew; it does not read the answer.
        ("-SERVICE-SOAP$", Place.Alone, [409, 409]),

        // A conversation between two people: not carried yet, so "not delivered".
        ("^061-C-INVITE$", Place.Alone, [480]),
        ("^063-C-ACK$", Place.Alone, []),
        ("^064-C-MESSAGE$", Place.Alone, [405]),
        ("^066-C-INFO-typing$", Place.Alone, [481]),
        ("^070-C-BYE$", Place.Alone, [481]),
        ("-C-INVITE$", Place.Alone, [200]),
        ("-C-ACK$", Place.ChatDialog, []),
        ("-C-INFO-", Place.ChatDialog, [200]),
        ("-C-(UPDATE|BYE)$", Place.ChatDialog, [200]),
        ("-C-200-", Place.Alone, []),
        ("-C-keepalive$", Place.Alone, []),
    ];

    private enum Place
    {
        Alone,
        ChatDialog,
    }

    public static IEnumerable<string> Names => CapturedMessage.Names;

    [TestCaseSource(nameof(Names))]
    public async Task A_captured_message_is_answered_as_the_client_needs_it(string name)
    {
        var capture = CapturedMessage.Load(name);
        var (files, place, statuses) = Expected.FirstOrDefault(row => Regex.IsMatch(name, row.Files));
        Assert.That(files, Is.Not.Null, "no line of the table says what is expected of this file");

        await using var server = await StartAsync(capture);
        await using var client = await RawClient.ConnectAsync(server);
        if (place is Place.ChatDialog)
        {
            capture = capture.InDialog(await OpenAsync(client, capture));
        }

        foreach (var status in statuses)
        {
            Assert.That((await client.AskAsync(capture.Text)).Status, Is.EqualTo(status));
            await ReceiveChatAnswerAsync(client, capture);
            capture = capture.Again();
        }

        if (statuses.Length == 0)
        {
            await client.SendAsync(capture.Text);
        }

        var next = (SipResponse)await Sentinel(client);
        Assert.That((next.Status, next.CallId), Is.EqualTo((200, "sentinel")), "nothing else comes, and the connection lives");
    }

    [Test]
    public void Every_line_of_the_table_is_about_some_file()
    {
        var used = CapturedMessage.Names.Select(name => Expected.First(row => Regex.IsMatch(name, row.Files)).Files).Distinct();
        Assert.That(used, Is.EquivalentTo(Expected.Select(row => row.Files)));
    }

    [TestCaseSource(nameof(Names))]
    public void A_captured_message_is_understood(string name)
    {
        var text = CapturedMessage.Load(name).Text;
        if (name.EndsWith("-keepalive", StringComparison.Ordinal))
        {
            Assert.That(text, Is.EqualTo("\r\n\r\n"));
            return;
        }

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var parsed = SipParser.TryParse(
            Encoding.UTF8.GetBytes(text[..end]), Encoding.UTF8.GetBytes(text[end..]), out var message, out var error);
        Assert.That(parsed, Is.True, $"{error}");
        Assert.That((message!.CallId.Length, message.CSeq.Number), Is.GreaterThan((0, 0)));
    }

    // The pool is called what the pool of the capture was called.
    private static async Task<TestServer> StartAsync(CapturedMessage capture)
    {
        var poolUser = capture.Callee is "" or "alice" or "bob" or "ocschat" ? "pchat-pool" : capture.Callee;
        var server = await TestServer.StartAsync(new Dictionary<string, string> { ["Pool:PoolUser"] = poolUser });
        await server.MakePersonAsync("alice");
        await server.MakePersonAsync("bob");
        foreach (var (id, name) in new[] { ("8f1cb0a0-0001-4000-8000-000000000001", "Lobby"), ("8f1cb0a0-0002-4000-8000-000000000002", "Ops") })
        {
            var room = new Room(Guid.Parse(id), Guid.Empty, name, Privacy: RoomPrivacy.Open);
            await server.MakeRoomAsync(room, keepsHistory: true, new Dictionary<string, RoomRoles>());
        }

        return server;
    }

    /// <summary>Opens the dialog of the capture; for a post it is in the room. The server's tag.</summary>
    private static async Task<string> OpenAsync(RawClient client, CapturedMessage capture)
    {
        var tag = (await client.AskAsync(capture.Opening().Text)).To.Tag!;
        if (capture.Name.EndsWith("-grpchat", StringComparison.Ordinal))
        {
            var bjoin = CapturedMessage.Load("341-C-INFO-cmd-bjoin").Text.Split("\r\n\r\n", 2)[1];
            var answer = await client.AskAsync(capture.InfoBefore(tag, bjoin));
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(BodyOf(await client.ReceiveAsync()), Does.Contain("rpl:bjoin").And.Contain("SUCCESS_OK"));
        }

        return tag;
    }

    private static async Task ReceiveChatAnswerAsync(RawClient client, CapturedMessage capture)
    {
        if (!capture.Name.Contains("-C-INFO-", StringComparison.Ordinal) || capture.Name.EndsWith("-typing", StringComparison.Ordinal))
        {
            return;
        }

        var command = capture.Name.Split("-cmd-");
        var expected = command.Length > 1 ? $"<rpl id=\"rpl:{command[1]}\"" : "<grpchat id=\"grpchat\"";
        var told = BodyOf(await client.ReceiveAsync());
        Assert.That(told, Does.Contain(expected));
        Assert.That(told, command.Length > 1 ? Does.Contain("<resp code=\"200\">") : Does.Contain("<chat>"));
    }

    private static string BodyOf(SipMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    private static async Task<SipMessage> Sentinel(RawClient client) => await client.AskAsync(Options);
}
