using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Replies;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Writing;

/// <summary>Every reply, whole.</summary>
public class ReplyTests
{
    private const string CategoryId = "11111111-2222-3333-4444-555555555555";
    private const string AliceId = "a11ce000-0000-4000-8000-000000000000";

    private static readonly CategoryUri Category = new(Domain, new Guid(CategoryId));

    private static readonly RoomBlock LobbyBlock = new()
    {
        Uri = Lobby,
        Name = "Lobby",
        Description = "Everybody <meets> & \"greets\"",
        CategoryUri = Category,
        ParticipantCount = 3,
        Logged = true,
        FilePost = true,
    };

    private const string LobbyAttributes =
        "<chanib uri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\" name=\"Lobby\" "
        + "description=\"Everybody &lt;meets&gt; &amp; &quot;greets&quot;\" topic=\"\" "
        + "parent=\"ma-cat://example.com/11111111-2222-3333-4444-555555555555\" behavior=\"NORMAL\" disabled=\"false\">";

    private const string LobbyFacts =
        "<info id=\"urn:parlano:ma:info:ucnt\">3</info>"
        + "<info id=\"urn:parlano:ma:info:visibilty\">scope</info>"
        + "<info id=\"urn:parlano:ma:info:visibility\">scope</info>"
        + "<prop id=\"urn:parlano:ma:prop:logged\">true</prop>"
        + "<prop id=\"urn:parlano:ma:prop:invite\">false</prop>"
        + "<prop id=\"urn:parlano:ma:prop:filepost\">true</prop></chanib>";

    [Test]
    public void The_pool_address() =>
        Assert.That(
            Write(new RequestUriReply(Asked, "sip:pchat@example.com")),
            Is.EqualTo(Expect("requri", "<data><uib uri=\"sip:pchat@example.com\" /></data>")));

    [Test]
    public void Server_information()
    {
        var info = new ServerInfo(
            new DateTimeOffset(2024, 5, 6, 9, 8, 9, TimeSpan.FromHours(2)).AddTicks(1234560),
            999,
            512,
            4096,
            Category,
            new Guid("66666666-7777-8888-9999-000000000000"))
        {
            InfoType = 123,
        };
        const string Data =
            "<data><sib infoType=\"123\" serverTime=\"2024-05-06T07:08:09.123456Z\" searchLimit=\"999\" "
            + "messageSizeLimit=\"512\" storySizeLimit=\"4096\" "
            + "rootUri=\"ma-cat://example.com/11111111-2222-3333-4444-555555555555\" "
            + "dbVersion=\"66666666-7777-8888-9999-000000000000\"";

        Assert.That(
            Write(new ServerInfoReply(Asked, info)),
            Is.EqualTo(Expect("getserverinfo", Data + " /></data>")));
        Assert.That(
            Write(new ServerInfoReply(
                Asked,
                info with { DisplayName = "Chat", RoomManagementUrl = "https://example.com/rm?a&b" },
                WireNames.ReplyIds.ServerInfoOf2010)),
            Is.EqualTo(Expect(
                "getservinfo",
                Data + " displayName=\"Chat\" roomManagementUrl=\"https://example.com/rm?a&amp;b\" /></data>")));
    }

    [TestCase(WireNames.ReplyIds.RoomSearch, "chansrch")]
    [TestCase(WireNames.ReplyIds.Associations, "getassociations")]
    public void A_list_of_rooms(string id, string name)
    {
        var ops = new RoomBlock
        {
            Uri = Ops,
            Name = "Ops",
            Description = "",
            Topic = "Incidents",
            Behavior = RoomBehavior.Auditorium,
            Disabled = true,
            Visibility = RoomVisibility.Private,
            Invite = true,
        };

        Assert.That(
            Write(new RoomListReply(id, Asked, [LobbyBlock, ops])),
            Is.EqualTo(Expect(
                name,
                "<data>" + LobbyAttributes + LobbyFacts
                + "<chanib uri=\"ma-chan://example.com/8f1cb0a0-0002-4000-8000-000000000002\" name=\"Ops\" "
                + "description=\"\" topic=\"Incidents\" behavior=\"AUDITORIUM\" disabled=\"true\">"
                + "<info id=\"urn:parlano:ma:info:ucnt\">0</info>"
                + "<info id=\"urn:parlano:ma:info:visibilty\">private</info>"
                + "<info id=\"urn:parlano:ma:info:visibility\">private</info>"
                + "<prop id=\"urn:parlano:ma:prop:logged\">false</prop>"
                + "<prop id=\"urn:parlano:ma:prop:invite\">true</prop>"
                + "<prop id=\"urn:parlano:ma:prop:filepost\">false</prop></chanib></data>")));
    }

    [Test]
    public void A_list_of_no_rooms() =>
        Assert.That(
            Write(new RoomListReply(WireNames.ReplyIds.RoomSearch, Asked, [])),
            Is.EqualTo(Expect("chansrch", "<data />")));

    [TestCase(WireNames.ReplyIds.Join, "join")]
    [TestCase(WireNames.ReplyIds.BatchJoin, "bjoin")]
    public void A_join(string id, string name)
    {
        var room = LobbyBlock with { Permissions = [(PermissionMask.Member, [0, 2]), (PermissionMask.Manager, [1])] };
        var alice = new PersonBlock(0, "sip:alice@example.com", new Guid(AliceId), "Alice \"A\"");

        Assert.That(
            Write(new JoinReply(id, Asked, [room], [alice], [new FailedRoom(Ops), new FailedRoom("x", "300")])),
            Is.EqualTo(Expect(
                name,
                "<data>" + LobbyAttributes
                + "<aib key=\"3984\" value=\"0,2\" /><aib key=\"12276\" value=\"1\" />" + LobbyFacts
                + "<uib id=\"0\" uri=\"sip:alice@example.com\" guid=\"a11ce000-0000-4000-8000-000000000000\" type=\"5\" "
                + "uname=\"Alice &quot;A&quot;\" dispname=\"Alice &quot;A&quot;\" disabled=\"false\" />"
                + "<fib key=\"OPERATION_FAILED\" value=\"8f1cb0a0-0002-4000-8000-000000000002\" domain=\"example.com\" />"
                + "<fib key=\"OPERATION_FAILED\" value=\"300\" domain=\"x\" /></data>")));
    }

    [Test]
    public void A_part() =>
        Assert.That(
            Write(new PartReply(Asked, Lobby)),
            Is.EqualTo(Expect(
                "part",
                "<data><chanib uri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\" /></data>")));

    [Test]
    public void Recent_history_in_the_order_given()
    {
        var first = new PostedMessage(
            Lobby, "sip:alice@example.com", "Alice", false, 1, DateTimeOffset.UnixEpoch, new MessageContent("one\ntwo", null));
        var second = first with
        {
            Alert = true,
            ChatId = long.MaxValue,
            At = DateTimeOffset.UnixEpoch.AddTicks(1),
            Content = new MessageContent(
                "hi", "<grpchat xmlns=\"urn:parlano:xml:ns:xccos\" a=\"b\"><rtf>r</rtf><chat>hi</chat></grpchat>"),
        };
        const string Room = "ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001";

        Assert.That(
            Write(new RecentHistoryReply(Asked, Lobby, [first, second])),
            Is.EqualTo(Expect(
                "bccontext",
                $"<data><chanib uri=\"{Room}\">"
                + $"<msg id=\"grpchat\" seqid=\"1\" chanUri=\"{Room}\" author=\"sip:alice@example.com\" "
                + "authdisp=\"Alice\" alert=\"false\" chatId=\"1\" ts=\"1970-01-01T00:00:00Z\">"
                + "<chat>one\r\ntwo</chat></msg>"
                + $"<msg id=\"grpchat\" seqid=\"1\" chanUri=\"{Room}\" author=\"sip:alice@example.com\" "
                + "authdisp=\"Alice\" alert=\"true\" chatId=\"9223372036854775807\" ts=\"1970-01-01T00:00:00.0000001Z\" "
                + "a=\"b\"><rtf>r</rtf><chat>hi</chat></msg></chanib></data>")));
    }

    [Test]
    public void No_history() =>
        Assert.That(
            Write(new RecentHistoryReply(Asked, Lobby, [])),
            Is.EqualTo(Expect(
                "bccontext",
                "<data><chanib uri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\" /></data>")));

    [Test]
    public void Found_messages_and_rooms_that_may_not_be_searched()
    {
        var message = new PostedMessage(
            Lobby, "sip:alice@example.com", "Alice", false, 3, DateTimeOffset.UnixEpoch, new MessageContent("tea", null));
        const string Room = "ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001";
        var found = new FoundMessages(Lobby, "Lobby", [message], 2, Exceeded: true, NextId: 5);
        var none = new FoundMessages(Lobby, "Lobby", [], 0, Exceeded: false, NextId: null);

        Assert.That(
            Write(new HistorySearchReply("rpl:bcbydate", Asked, [found, none], [new FailedRoom(Ops)])),
            Is.EqualTo(Expect(
                "bcbydate",
                $"<data><chanib uri=\"{Room}\" name=\"Lobby\">"
                + $"<msg id=\"grpchat\" seqid=\"1\" chanUri=\"{Room}\" author=\"sip:alice@example.com\" "
                + "authdisp=\"Alice\" alert=\"false\" chatId=\"3\" ts=\"1970-01-01T00:00:00Z\"><chat>tea</chat></msg>"
                + "<matches cnt=\"2\" exceeded=\"true\" nextid=\"5\" /></chanib>"
                + $"<chanib uri=\"{Room}\" name=\"Lobby\"><matches cnt=\"0\" exceeded=\"false\" /></chanib>"
                + "<fib key=\"OPERATION_FAILED\" value=\"8f1cb0a0-0002-4000-8000-000000000002\" domain=\"example.com\" /></data>")));
    }

    [TestCase(false, "")]
    [TestCase(true, "<qib more=\"true\" />")]
    public void Found_people(bool hasMore, string end) =>
        Assert.That(
            Write(new PersonListReply(Asked, [new PersonBlock(null, "sip:alice@example.com", new Guid(AliceId), "Alice")], hasMore)),
            Is.EqualTo(Expect(
                "usersrch",
                $"<data><uib uri=\"sip:alice@example.com\" guid=\"{AliceId}\" type=\"5\" uname=\"Alice\" dispname=\"Alice\" "
                + $"disabled=\"false\" />{end}</data>")));

    [Test]
    public void Invitations() =>
        Assert.That(
            Write(new InvitationsReply(Asked, 7, Domain, [LobbyBlock])),
            Is.EqualTo(Expect(
                "getinv",
                "<data><inv inviteId=\"7\" domain=\"example.com\" />" + LobbyAttributes + LobbyFacts + "</data>")));

    [TestCase("cmd:getfutok", "getftok")]
    [TestCase("cmd:bcbydate", "bcbydate")]
    [TestCase("grpchat", "grpchat")]
    public void A_refusal(string commandId, string name) =>
        Assert.That(
            Write(EmptyReply.To(new UnknownCommand(commandId, "1"), "40001", ResponseCodes.UnknownCommand)),
            Is.EqualTo(Expect(name, "<data />", "405", "MESSAGE_NOT_SUPPORTED")));

    [Test]
    public void What_a_client_called_its_command_and_envelope_comes_back_unchanged_and_harmless() =>
        Assert.That(
            Write(EmptyReply.To(new UnknownCommand("cmd:\"/>\n<x", "'1'"), "\"<&>", ResponseCodes.NotPermitted)),
            Is.EqualTo(
                "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\">"
                + "<rpl id=\"rpl:&quot;/&gt;&#xA;&lt;x\" seqid=\"1\">"
                + "<commandid seqid=\"'1'\" envid=\"&quot;&lt;&amp;&gt;\" />"
                + "<resp code=\"403\">ERROR_PERMISSION</resp><data /></rpl></xccos>"));

    private static string Expect(string name, string data, string code = "200", string text = "SUCCESS_OK") =>
        "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\">"
        + $"<rpl id=\"rpl:{name}\" seqid=\"1\"><commandid seqid=\"1\" envid=\"40001\" />"
        + $"<resp code=\"{code}\">{text}</resp>{data}</rpl></xccos>";
}
