using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Notices;
using PersistentChat.Xccos.Writing;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Writing;

/// <summary>Every notice, whole.</summary>
public class NoticeTests
{
    private static readonly PersonBlock Bob =
        new(null, "sip:bob@example.com", new Guid("b0b00000-0000-4000-8000-000000000000"), "Bob") { Name = "bob" };

    [TestCase(WireNames.NoticeIds.Join)]
    [TestCase(WireNames.NoticeIds.BatchJoin)]
    public void Somebody_enters(string id) =>
        Assert.That(
            Write(new JoinNotice(id, [new Entrant(Bob, [new RoomMask(Lobby, 3984), new RoomMask(Ops, 12276)])])),
            Is.EqualTo(
                "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\">"
                + $"<ntc id=\"{id}\" seqid=\"1\"><data>"
                + "<uib uri=\"sip:bob@example.com\" guid=\"b0b00000-0000-4000-8000-000000000000\" type=\"5\" "
                + "uname=\"bob\" dispname=\"Bob\" disabled=\"false\">"
                + "<aib key=\"3984\" domain=\"example.com\" value=\"8f1cb0a0-0001-4000-8000-000000000001\" />"
                + "<aib key=\"12276\" domain=\"example.com\" value=\"8f1cb0a0-0002-4000-8000-000000000002\" />"
                + "</uib></data></ntc></xccos>"));

    [Test]
    public void Somebody_leaves() =>
        Assert.That(
            Write(new PartNotice(Lobby, ["sip:bob@example.com", "sip:carol@example.com"])),
            Is.EqualTo(
                "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\">"
                + "<ntc id=\"ntc:part\" seqid=\"1\"><data>"
                + "<chanib uri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\">"
                + "<uib uri=\"sip:bob@example.com\" /><uib uri=\"sip:carol@example.com\" />"
                + "</chanib></data></ntc></xccos>"));

    [Test]
    public void A_message() =>
        Assert.That(
            Write(new MessageNotice(new PostedMessage(
                Lobby,
                "sip:ann@example.com",
                "Ann Lee",
                true,
                4711,
                new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(4012345),
                new MessageContent("hello & \"welcome\"\n]]> <b>\U0001F600\u00E4", null)))),
            Is.EqualTo(
                "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\">"
                + "<grpchat id=\"grpchat\" seqid=\"1\" "
                + "chanUri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\" "
                + "author=\"sip:ann@example.com\" authdisp=\"Ann Lee\" alert=\"true\" chatId=\"4711\" "
                + "ts=\"2024-05-06T07:08:09.4012345Z\">"
                + "<chat>hello &amp; \"welcome\"\r\n]]&gt; &lt;b&gt;\U0001F600\u00E4</chat></grpchat></xccos>"));

    [Test]
    public void There_is_no_byte_order_mark_and_the_number_of_an_envelope_may_be_text()
    {
        var bytes = XccosEncoder.Encode("7962449779256945056", new PartNotice(Lobby, []));
        Assert.That(
            bytes.AsSpan().StartsWith("<xccos ver=\"1\" envid=\"7962449779256945056\" xmlns="u8),
            Is.True);
    }

    [Test]
    public void A_plain_message_costs_little_to_encode()
    {
        var notice = new MessageNotice(new PostedMessage(
            Lobby, "sip:a@example.com", "A", false, 1, DateTimeOffset.UnixEpoch, new MessageContent("hello", null)));
        XccosEncoder.Encode(1, notice);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            XccosEncoder.Encode(i, notice);
        }

        // Almost all of it is the library's writer and its buffer.
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 100, Is.LessThan(12 * 1024));
    }
}
