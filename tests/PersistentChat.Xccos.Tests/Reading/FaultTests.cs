using System.Diagnostics;
using System.Text;
using PersistentChat.Xccos.Reading;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Reading;

public class FaultTests
{
    private static readonly string Attributes =
        string.Concat(Enumerable.Range(0, 65).Select(i => $" a{i}=\"\""));

    public static IEnumerable<TestCaseData> NotXml =>
    [
        new TestCaseData("").SetArgDisplayNames("nothing"),
        new TestCaseData("hello").SetArgDisplayNames("plain text"),
        new TestCaseData("<xccos").SetArgDisplayNames("cut off"),
        new TestCaseData(Of("") + "<xccos/>").SetArgDisplayNames("two roots"),
        new TestCaseData(Of("") + "x").SetArgDisplayNames("text behind"),
        new TestCaseData(Of("<cmd></data>")).SetArgDisplayNames("crossed tags"),
        new TestCaseData(Of("<cmd id='a' id='b'/>")).SetArgDisplayNames("an attribute twice"),
        new TestCaseData(Of("<x:cmd/>")).SetArgDisplayNames("an undeclared prefix"),
        new TestCaseData(Of("&eacute;")).SetArgDisplayNames("an entity of HTML"),
        new TestCaseData(Of("&#0;")).SetArgDisplayNames("a reference to U+0000"),
        new TestCaseData(Of("a\0b")).SetArgDisplayNames("U+0000"),
        new TestCaseData(Of("a\u0001b")).SetArgDisplayNames("U+0001"),
        new TestCaseData(Of("a\uFFFEb")).SetArgDisplayNames("U+FFFE"),
        new TestCaseData(Of("&#xFFFF;")).SetArgDisplayNames("a reference to U+FFFF"),
        new TestCaseData(Of("&#xD83D;&#xDE00;")).SetArgDisplayNames("surrogates by reference"),
        new TestCaseData(Of("<cmd id='&#xDC00;'/>")).SetArgDisplayNames("half a pair in an attribute"),
        new TestCaseData(Of("<cmd id='&#110000;' x='&#x110000;'/>")).SetArgDisplayNames("beyond Unicode"),
        new TestCaseData("<!DOCTYPE xccos>" + Of("")).SetArgDisplayNames("a DTD"),
        new TestCaseData("<!DOCTYPE xccos SYSTEM 'file:///etc/passwd'>" + Of("")).SetArgDisplayNames("an external DTD"),
        new TestCaseData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + Of("&e;")).SetArgDisplayNames("XXE"),
        new TestCaseData("<?xml version='1.0' encoding='utf-16'?>" + Of("")).SetArgDisplayNames("UTF-16 declared"),
        new TestCaseData("<?xml version='1.0' encoding='iso-8859-1'?>" + Of("")).SetArgDisplayNames("Latin-1 declared"),
        new TestCaseData("<?xml version='1.1'?>" + Of("")).SetArgDisplayNames("XML 1.1"),
        new TestCaseData(" <?xml version='1.0'?>" + Of("")).SetArgDisplayNames("a declaration too late"),
    ];

    public static IEnumerable<TestCaseData> NotXccos =>
    [
        new TestCaseData("<xccos ver='1' envid='1'/>").SetArgDisplayNames("no namespace"),
        new TestCaseData("<xccos ver='1' envid='1' xmlns='urn:x'/>").SetArgDisplayNames("another namespace"),
        new TestCaseData("<Xccos envid='1' xmlns='urn:parlano:xml:ns:xccos'/>").SetArgDisplayNames("another case"),
        new TestCaseData("<html envid='1' xmlns='urn:parlano:xml:ns:xccos'/>").SetArgDisplayNames("another root"),
        new TestCaseData("<xccos ver='1' xmlns='urn:parlano:xml:ns:xccos'/>").SetArgDisplayNames("no envid"),
        new TestCaseData("<xccos envid='' xmlns='urn:parlano:xml:ns:xccos'/>").SetArgDisplayNames("an empty envid"),
        new TestCaseData(Of("<cmd seqid='1'/>")).SetArgDisplayNames("a command without id"),
        new TestCaseData(Of("<cmd id='' seqid='1'/>")).SetArgDisplayNames("a command with an empty id"),
        new TestCaseData(Of("<cmd id='cmd:requri' seqid=''/>")).SetArgDisplayNames("an empty seqid"),
        new TestCaseData(Of($"<cmd id='{new string('x', 129)}'/>")).SetArgDisplayNames("a long id"),
        new TestCaseData(Of($"<cmd id='cmd:requri' seqid='{new string('1', 129)}'/>")).SetArgDisplayNames("a long seqid"),
    ];

    public static IEnumerable<TestCaseData> TooLarge =>
    [
        new TestCaseData(Of(new string(' ', 256 * 1024))).SetArgDisplayNames("bytes"),
        new TestCaseData(Nested(32)).SetArgDisplayNames("depth"),
        new TestCaseData(Of(string.Concat(Enumerable.Repeat("<cmd id='cmd:requri'/>", 33)))).SetArgDisplayNames("primitives"),
        new TestCaseData(Of($"<cmd id='cmd:requri'{Attributes}/>")).SetArgDisplayNames("attributes"),
        new TestCaseData(Of($"<cmd id='{new string('x', 4097)}'/>")).SetArgDisplayNames("an attribute's value"),
        new TestCaseData(Of($"<{new string('x', 129)}/>")).SetArgDisplayNames("an element's name"),
        new TestCaseData(Of($"<cmd {new string('x', 129)}=''/>")).SetArgDisplayNames("an attribute's name"),
        new TestCaseData(Of($"<cmd xmlns:{new string('x', 129)}='urn:x'/>")).SetArgDisplayNames("a prefix"),
    ];

    [TestCaseSource(nameof(NotXml))]
    public void What_is_not_xml_is_refused(string document) =>
        Assert.That(KindOf(Read(document)), Is.EqualTo(XccosFaultKind.NotXml));

    [TestCaseSource(nameof(NotXccos))]
    public void What_is_not_an_envelope_is_refused(string document) =>
        Assert.That(KindOf(Read(document)), Is.EqualTo(XccosFaultKind.NotXccos));

    [TestCaseSource(nameof(TooLarge))]
    public void What_passes_a_limit_is_refused(string document) =>
        Assert.That(KindOf(Read(document)), Is.EqualTo(XccosFaultKind.TooLarge));

    [TestCase(new byte[] { 0xFF, 0xFE, 0x3C, 0x00 }, TestName = "UTF-16 with its mark is refused")]
    [TestCase(new byte[] { 0x3C, 0x61, 0xC3, 0x28 }, TestName = "A broken sequence is refused")]
    [TestCase(new byte[] { 0x3C, 0x61, 0xED, 0xA0, 0x80 }, TestName = "An encoded surrogate is refused")]
    [TestCase(new byte[] { 0x3C, 0x61, 0xC0, 0xAF }, TestName = "An overlong form is refused")]
    public void Invalid_utf_8(byte[] body) =>
        Assert.That(
            XccosReader.Read(body, new XccosLimits()),
            Is.EqualTo(new XccosFault(XccosFaultKind.NotXml, "not UTF-8")));

    [Test]
    public void An_xml_bomb_is_refused_at_once()
    {
        var bomb = new StringBuilder("<!DOCTYPE xccos [<!ENTITY a0 'boom'>");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append("<!ENTITY a").Append(i).Append(" '");
            bomb.Insert(bomb.Length, $"&a{i - 1};", 10).Append("'>");
        }

        bomb.Append("]>").Append(Of("&a29;"));
        var started = Stopwatch.GetTimestamp();

        var kind = KindOf(Read(bomb.ToString()));

        Assert.That(kind, Is.EqualTo(XccosFaultKind.NotXml));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void The_deepest_allowed_document_is_read() => Assert.That(Read(Nested(31)), Is.TypeOf<XccosDocument>());

    [Test]
    public void Limits_can_be_widened() =>
        Assert.That(Read(Nested(100), new XccosLimits { MaxDepth = 128 }), Is.TypeOf<XccosDocument>());

    [Test]
    public void A_reason_holds_nothing_of_what_the_client_wrote() =>
        Assert.That(((XccosFault)Read("<secret attribute='secret'")).Reason, Does.Not.Contain("secret"));

    [Test]
    public void An_envelope_may_be_empty() => Assert.That(((XccosDocument)Read(Of(""))).Primitives, Is.Empty);

    private static string Nested(int levels) =>
        Of(string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels)));

    private static XccosFaultKind? KindOf(XccosReading reading) => (reading as XccosFault)?.Kind;
}
