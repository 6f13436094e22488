using System.Text;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>A client that answers an INFO of ours with "no such dialog" has left all its rooms.</summary>
internal sealed class DialogEndTests : SipWorld
{
    private Room _lobby = null!;

    [SetUp]
    public async Task MakeRoom() => _lobby = await Server.MakeRoomAsync(
        new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open),
        keepsHistory: true,
        new Dictionary<string, RoomRoles>());

    [TestCase(481)]
    [TestCase(487)]
    public async Task Who_answers_that_there_is_no_such_dialog_has_left_its_rooms(int status)
    {
        var bob = await SignInAsync(Bob);
        var dialog = await bob.InviteAsync(Bob, Server.Pool.PoolUri, Patience.Token);
        await JoinAsync(dialog);
        await using var alice = await RawClient.ConnectAsync(Server);
        await OpenAndJoinAsync(alice, status);
        Assert.That(await NextAsync(dialog), Does.Contain("ntc:join").And.Contain(Alice));

        Assert.That(await NextAsync(dialog), Does.Contain("ntc:part").And.Contain(Alice));

        // Once, and for good: nothing else comes to bob but the answer to what he asks.
        await Server.SettleAsync();
        await dialog.SendInfoAsync(Envelope("<cmd id=\"cmd:requri\" seqid=\"1\"><data/></cmd>"), Patience.Token);
        Assert.That(await NextAsync(dialog), Does.Contain("rpl:requri"));
        Assert.That(Server.Journal.Committed.Room(_lobby.Id)!.PersonCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Another_refusal_of_an_INFO_ends_nothing()
    {
        await using var alice = await RawClient.ConnectAsync(Server);
        await OpenAndJoinAsync(alice, 500);
        await Server.SettleAsync();
        Assert.That(Server.Journal.Committed.Room(_lobby.Id)!.PersonCount, Is.EqualTo(1));
    }

    private static byte[] Envelope(string primitive) =>
        Encoding.UTF8.GetBytes($"<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\">{primitive}</xccos>");

    private static async Task<string> NextAsync(ClientDialog dialog) =>
        Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Patience.Token)).Span);

    private byte[] Join() => Envelope(
        $"<cmd id=\"cmd:join\" seqid=\"1\"><data><chanid key=\"0\" domain=\"example.com\" value=\"{_lobby.Id}\"/></data></cmd>");

    private async Task JoinAsync(ClientDialog dialog)
    {
        await dialog.SendInfoAsync(Join(), Patience.Token);
        Assert.That(await NextAsync(dialog), Does.Contain("rpl:join"));
    }

    /// <summary>Alice joins, and answers the INFO with the reply like this; the answer after it shows that it was read.</summary>
    private async Task OpenAndJoinAsync(RawClient alice, int status)
    {
        var capture = CapturedMessage.Load("025-C-INFO-cmd-getinv");
        var invite = capture.Opening().Text.Replace($"{capture.Callee}@", "pchat@", StringComparison.Ordinal);
        var opened = await alice.AskAsync(invite);
        var request = capture.InfoBefore(opened.To.Tag!, Encoding.UTF8.GetString(Join()))
            .Replace($"{capture.Callee}@", "pchat@", StringComparison.Ordinal);
        Assert.That((await alice.AskAsync(request)).Status, Is.EqualTo(200));
        var info = (SipRequest)await alice.ReceiveAsync();
        Assert.That(TextOf(info), Does.Contain("rpl:join").And.Contain("SUCCESS_OK"));
        var refused = $"SIP/2.0 {status} No\r\nVia: {info.Headers["Via"]}\r\nFrom: {info.Headers["From"]}\r\nTo: {info.Headers["To"]}\r\n"
            + $"Call-ID: {info.CallId}\r\nCSeq: {info.Headers["CSeq"]}\r\nContent-Length: 0\r\n\r\n";
        var next = await alice.AskAsync(refused + CapturedMessage.Load("001-C-REGISTER-register").Text);
        Assert.That((next.Status, next.CSeq.Method), Is.EqualTo((200, SipMethod.Register)));
    }
}
