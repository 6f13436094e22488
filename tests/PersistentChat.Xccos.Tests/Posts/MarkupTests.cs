using System.Xml.Linq;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Posts;

public class MarkupTests
{
    private const string Head =
        "<xccos ver=\"1\" envid=\"900001\" xmlns=\"urn:parlano:xml:ns:xccos\"><grpchat id=\"grpchat\" seqid=\"1\" "
        + "chanUri=\"ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001\" author=\"sip:alice@example.com\" "
        + "authdisp=\"Alice\" alert=\"false\" chatId=\"7\" ts=\"1970-01-01T00:00:00Z\"";

    private const string Tail = "</grpchat></xccos>";

    [TestCase("", "<chat>hi</chat><rtf>{\\rtf1 hi}</rtf>")]
    [TestCase("", "<rtf>{\\rtf1 hi}</rtf><chat>hi</chat>")]
    [TestCase(" color=\"red &lt;&quot;&amp;&#xA;\"", "<chat>hi</chat>")]
    [TestCase("", "<chat lang=\"de\">hi</chat>")]
    [TestCase("", "<chat xml:space=\"preserve\"> hi </chat>")]
    [TestCase("", "<chat>a <b>bold</b> word</chat>")]
    [TestCase("", "<chat>hi</chat>stray text")]
    [TestCase("", "<chat>hi</chat>\r\n  <story title=\"t\">\r\n    long\r\n  </story>\r\n")]
    [TestCase("", "<chat>hi</chat><o:thing xmlns:o=\"urn:other\" o:a=\"1\" b=\"2\"><o:inner /><chat>x</chat></o:thing>")]
    [TestCase("", "<chat>hi</chat><thing xmlns=\"urn:other\"><inner a=\"1\" /></thing>")]
    [TestCase("", "<chat>hi</chat><thing xmlns=\"\"><inner xmlns=\"urn:parlano:xml:ns:xccos\" /></thing>")]
    [TestCase("", "<chat>hi</chat><a:x xmlns:a=\"urn:1\"><a:x xmlns:a=\"urn:2\" /></a:x>")]
    [TestCase("", "<chat>&lt;&gt;&amp;\U0001F600&#xD;</chat><rtf>a&#xD;\r\nb</rtf>")]
    public void What_a_client_adds_comes_out_as_it_went_in(string attributes, string children)
    {
        var content = ReadPost(Post(attributes, children)).Content;

        Assert.That(content.Markup, Is.Not.Null);
        Assert.That(Deliver(content), Is.EqualTo(Head + attributes + ">" + children + Tail));
    }

    [Test]
    public void Character_data_sections_become_text()
    {
        var content = ReadPost(Post("", "<chat>hi</chat><rtf><![CDATA[a < b]]></rtf>")).Content;
        Assert.That(Deliver(content), Is.EqualTo(Head + "><chat>hi</chat><rtf>a &lt; b</rtf>" + Tail));
    }

    [Test]
    public void Markup_is_one_element_that_stands_alone()
    {
        var content = ReadPost(Post("color=\"red\"", "<chat>hi</chat><rtf>r</rtf>")).Content;

        Assert.That(content, Is.EqualTo(new MessageContent(
            "hi",
            "<grpchat color=\"red\" xmlns=\"urn:parlano:xml:ns:xccos\"><chat>hi</chat><rtf>r</rtf></grpchat>")));
    }

    [Test]
    public void Prefixes_that_only_values_use_are_still_declared()
    {
        var document = $"""
            <xccos envid="1" xmlns="urn:parlano:xml:ns:xccos" xmlns:xsi="urn:xsi" xmlns:t="urn:outer"><grpchat chanUri="{Lobby}"
              ts="x" xmlns:t="urn:types"><chat>hi</chat><part xsi:type="t:story">t:x</part></grpchat></xccos>
            """;

        var part = XDocument.Parse(Deliver(ReadPost(document).Content)).Descendants().Single(e => e.Name.LocalName == "part");

        Assert.That(part.GetNamespaceOfPrefix("t"), Is.EqualTo((XNamespace)"urn:types"));
        Assert.That(part.Attribute(XName.Get("type", "urn:xsi"))!.Value, Is.EqualTo("t:story"));
    }

    [Test]
    public void A_prefixed_post_keeps_its_meaning()
    {
        var document = $"""
            <p:xccos envid="1" xmlns:p="urn:parlano:xml:ns:xccos" xmlns="urn:other"><p:grpchat chanUri="{Lobby}"
              ts="x"><p:chat>hi</p:chat><rtf>r</rtf></p:grpchat></p:xccos>
            """;

        var content = ReadPost(document).Content;

        Assert.That(content.Text, Is.EqualTo("hi"));
        Assert.That(Deliver(content), Is.EqualTo(
            Head + " xmlns:p=\"urn:parlano:xml:ns:xccos\"><p:chat>hi</p:chat><rtf xmlns=\"urn:other\">r</rtf>" + Tail));
    }

    [TestCase("authdisp=\"The boss\"")]
    [TestCase("AUTHDISP=\"The boss\"")]
    [TestCase("chatId=\"99\"")]
    [TestCase("Author=\"sip:boss@example.com\"")]
    [TestCase("CHANURI=\"ma-chan://example.com/8f1cb0a0-0002-4000-8000-000000000002\"")]
    [TestCase("TS=\"1999-01-01T00:00:00Z\"")]
    [TestCase("Id=\"x\"")]
    [TestCase("SeqId=\"2\"")]
    [TestCase("xmlns:x=\"urn:x\" x:author=\"sip:boss@example.com\"")]
    [TestCase("xmlns:author=\"sip:boss@example.com\"")]
    [TestCase("xmlns:AuthDisp=\"The boss\"")]
    public void What_the_server_says_about_a_post_no_client_can_say(string attribute)
    {
        // With a second child, so that the attributes are looked at at all.
        var sent = Deliver(ReadPost(Post(attribute, "<chat>hi</chat><rtf/>")).Content);

        var declared = attribute.StartsWith("xmlns:x=", StringComparison.Ordinal) ? " xmlns:x=\"urn:x\"" : "";
        Assert.That(sent, Is.EqualTo(Head + declared + "><chat>hi</chat><rtf />" + Tail));
    }

    [Test]
    public void Names_that_a_dropped_declaration_served_are_declared_where_they_stand()
    {
        var sent = Deliver(ReadPost(Post("xmlns:author=\"urn:a\"", "<chat>hi</chat><author:x/>")).Content);
        Assert.That(sent, Is.EqualTo(Head + "><chat>hi</chat><author:x xmlns:author=\"urn:a\" />" + Tail));
    }

    [Test]
    public void An_attribute_cannot_bring_a_dropped_declaration_back()
    {
        var sent = Deliver(ReadPost(Post("xmlns:Author=\"sip:boss@example.com\" Author:x=\"1\"", "<chat>hi</chat>")).Content);

        Assert.That(sent, Does.Not.Contain("Author").And.Not.Contain("author=\"sip:boss"));
        Assert.That(
            XDocument.Parse(sent).Descendants().Attributes(XName.Get("x", "sip:boss@example.com")).Single().Value,
            Is.EqualTo("1"));
    }

    [TestCase("<chat>shown</chat><rtf/><chat>hidden</chat>")]
    [TestCase("<x:chat xmlns:x=\"urn:x\">hidden</x:chat><chat>shown</chat><rtf/>")]
    [TestCase("<chat xmlns=\"\">hidden</chat><chat>shown</chat><rtf/>")]
    public void Nobody_is_shown_another_text_than_the_one_that_is_archived(string children)
    {
        var content = ReadPost(Post("", children)).Content;

        Assert.That(content.Text, Is.EqualTo("shown"));
        Assert.That(Deliver(content), Is.EqualTo(Head + "><chat>shown</chat><rtf />" + Tail));
    }

    [Test]
    public void What_was_delivered_could_be_posted_again_unchanged()
    {
        var content = ReadPost(Post("a=\"1\"", "<chat>hi&#13;</chat> <t xmlns=\"urn:t\" xmlns:q=\"urn:q\" q:a=\"&#9;\"/>")).Content;
        Assert.That(ReadPost(Deliver(content)).Content, Is.EqualTo(content));
    }

    [Test]
    public void The_deepest_post_that_is_read_can_be_delivered()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 30)) + string.Concat(Enumerable.Repeat("</a>", 30));
        var content = ReadPost(Post("", "<chat>hi</chat>" + deep)).Content;
        Assert.That(Deliver(content), Does.Contain("<a /></a>"));
    }
}
