using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Client;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Notices;
using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Replies;
using PersistentChat.Xccos.Writing;

namespace PersistentChat.Xccos.Tests;

/// <summary>Our own client speaks the language that our server reads, and the other way round.</summary>
internal sealed class ClientTests
{
    private const string Alice = "sip:alice@example.com";
    private static readonly DateTimeOffset At = new(2026, 11, 21, 1, 31, 21, TimeSpan.Zero);

    private static readonly ClientPrimitive[] Commands =
    [
        new JoinCommand("1", Envelope.Lobby),
        new PartCommand("1", Envelope.Lobby),
        new RecentHistoryCommand("1", Envelope.Lobby, 25),
        new RecentHistoryCommand("1", Envelope.Lobby, null),
        new RoomSearchCommand("1", "BYNAME", "Town \"Hall\" <&>", Extended: false, AllWords: true, ExactPhrase: false,
            InDescription: false, RoomFilter.None, Skip: 0, MaxResults: null),
        new Post("1", Envelope.Lobby, Alert: false, new MessageContent("one\ntwo <&> \u00e4\ud83d\ude00", null), null),
        new Post("1", Envelope.Lobby, Alert: true, new MessageContent(" ", null), null),
    ];

    [TestCaseSource(nameof(Commands))]
    public void What_the_client_says_is_read_by_the_server_as_it_was_meant(ClientPrimitive command)
    {
        var bytes = CommandEncoder.Encode("7", command, Alice, At);
        var read = (XccosDocument)XccosReader.Read(bytes, new XccosLimits());
        Assert.That(read.EnvelopeId, Is.EqualTo("7"));
        Assert.That(read.Primitives.Single(), Is.EqualTo(command));
    }

    [Test]
    public void Many_rooms_are_entered_at_once()
    {
        RoomUri[] rooms = [Envelope.Lobby, Envelope.Lobby with { Id = Guid.NewGuid() }];
        var bytes = CommandEncoder.Encode("7", new BatchJoinCommand("1", rooms, []), Alice, At);
        var read = (BatchJoinCommand)((XccosDocument)XccosReader.Read(bytes, new XccosLimits())).Primitives.Single();
        Assert.That((read.Sequence, read.Unreadable.Count), Is.EqualTo(("1", 0)));
        Assert.That(read.Rooms, Is.EqualTo(rooms));
    }

    [Test]
    public void What_no_client_of_ours_says_cannot_be_written() => Assert.That(
        () => CommandEncoder.Encode("7", new RequestUriCommand("1"), Alice, At), Throws.TypeOf<NotSupportedException>());

    [Test]
    public void A_message_is_read_as_it_was_told()
    {
        var message = new PostedMessage(Envelope.Lobby, Alice, "Alice <&>", Alert: true, 7, At, new MessageContent("a\nb\r", null));
        Assert.That(Tell(new MessageNotice(message)), Is.EqualTo(new ToldMessage(message)));
    }

    [Test]
    public void Replies_say_what_they_answer_and_what_was_found()
    {
        var room = new RoomBlock { Uri = Envelope.Lobby, Name = "Lobby", Description = "Everybody & all" };
        var joined = (ToldReply)Tell(new JoinReply(
            "rpl:join", Envelope.Asked, [room], [new PersonBlock(0, Alice, Guid.NewGuid(), "Alice")], []));
        Assert.That(joined.EnvelopeId, Is.EqualTo(Envelope.Asked.EnvelopeId));
        Assert.That(joined.Code, Is.EqualTo(200));
        Assert.That(joined.Rooms, Is.EqualTo(new[] { new ToldRoom(Envelope.Lobby, "Lobby", "Everybody & all") }));
        Assert.That(joined.People, Is.EqualTo(new[] { new ToldPerson(Alice, "Alice") }));

        var message = new PostedMessage(Envelope.Lobby, Alice, "Alice", Alert: false, 7, At, new MessageContent("x", null));
        var history = (ToldReply)Tell(new RecentHistoryReply(Envelope.Asked, Envelope.Lobby, [message, message with { ChatId = 8 }]));
        Assert.That(history.Messages, Is.EqualTo(new[] { message, message with { ChatId = 8 } }));
    }

    [Test]
    public void Notices_say_who_and_where()
    {
        var came = (ToldNotice)Tell(new JoinNotice(
            WireNames.NoticeIds.Join,
            [new Entrant(new PersonBlock(null, Alice, Guid.NewGuid(), "Alice"), [new RoomMask(Envelope.Lobby, 1)])]));
        Assert.That(came.Id, Is.EqualTo(WireNames.NoticeIds.Join));
        Assert.That(came.People, Is.EqualTo(new[] { new ToldPerson(Alice, "Alice") }));
        Assert.That(came.Rooms.Single().Uri, Is.EqualTo(Envelope.Lobby));

        var went = (ToldNotice)Tell(new PartNotice(Envelope.Lobby, [Alice]));
        Assert.That(went.People, Is.EqualTo(new[] { new ToldPerson(Alice, Alice) }));
        Assert.That(went.Rooms.Single().Uri, Is.EqualTo(Envelope.Lobby));
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("<xccos/>")]
    [TestCase("<!DOCTYPE x []><x/>")]
    public void What_is_no_envelope_is_refused(string body) =>
        Assert.That(() => ServerReader.Read(System.Text.Encoding.UTF8.GetBytes(body)), Throws.TypeOf<FormatException>());

    private static Told Tell(ServerPrimitive primitive) => ServerReader.Read(XccosEncoder.Encode(7, primitive)).Single();
}
