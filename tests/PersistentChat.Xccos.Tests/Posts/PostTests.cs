using PersistentChat.Xccos.Commands;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Posts;

public class PostTests
{
    private const string Ours = "xmlns:pc=\"urn:persistentchat:xccos:1\"";
    private const string InLobby = $"chanUri=\"ma-chan://{Domain}/{LobbyId}\"";

    [TestCase("<chat>hello &amp; welcome</chat>", "hello & welcome")]
    [TestCase("<chat/>", "")]
    [TestCase("<chat></chat>", "")]
    [TestCase("\r\n  <chat> x </chat>\r\n", " x ")]
    [TestCase("<chat><![CDATA[<b> & ]]>]]&gt;</chat>", "<b> & ]]>")]
    [TestCase("<chat>a<!-- no -->b<?no no?>c</chat>", "abc")]
    [TestCase("<chat>&lt;&gt;&amp;&quot;&apos;&#x1F600;&#65;</chat>", "<>&\"'\U0001F600A")]
    [TestCase("<chat>a\r\nb\rc\nd</chat>", "a\nb\nc\nd")]
    [TestCase("<chat>a&#13;b&#13;&#10;c&#9;</chat>", "a\rb\r\nc\t")]
    [TestCase("<chat>first</chat><chat>second</chat>", "first")]
    [TestCase("<chat xmlns:u=\"urn:unused\">one</chat>", "one")]
    [TestCase("<chat>one</chat><x:chat xmlns:x=\"urn:x\">two</x:chat>", "one")]
    public void A_post_of_text_alone_needs_no_markup(string children, string text) =>
        Assert.That(ReadPost(Post("", children)).Content, Is.EqualTo(new MessageContent(text, null)));

    [TestCase("true", ExpectedResult = true)]
    [TestCase("True", ExpectedResult = true)]
    [TestCase("TRUE", ExpectedResult = true)]
    [TestCase("1", ExpectedResult = true)]
    [TestCase("false", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("yes", ExpectedResult = false)]
    public bool An_alert_is_true_in_any_case(string value)
    {
        var post = ReadPost(Post($"""ALERT="{value}" """, "<chat>fire</chat>"));
        Assert.That(post.Content.Markup, Is.Null);
        return post.Alert;
    }

    [Test]
    public void A_clients_own_id_is_taken_from_our_namespace_and_not_sent_on()
    {
        var post = ReadPost(Post($"""{Ours} pc:clientMessageId="m-1" color="red" """, "<chat>x</chat>"));

        Assert.That(post.ClientMessageId, Is.EqualTo("m-1"));
        Assert.That(post.Content.Markup, Does.Contain("color=\"red\"").And.Not.Contain("m-1"));
    }

    [Test]
    public void A_post_with_only_a_clients_own_id_is_plain()
    {
        var post = ReadPost(Post($"""{Ours} pc:clientMessageId="m-1" """, "<chat>x</chat>"));
        Assert.That(post.Content.Markup, Is.Null);
    }

    [Test]
    public void A_clients_id_without_our_namespace_is_any_attribute()
    {
        var post = ReadPost(Post("""clientMessageId="m-1" """, "<chat>x</chat>"));

        Assert.That(post.ClientMessageId, Is.Null);
        Assert.That(post.Content.Markup, Does.Contain("clientMessageId=\"m-1\""));
    }

    [TestCase("""ts="x" """, "<chat>x</chat>", "chanUri names no room")]
    [TestCase("""chanUri="ma-chan://example.com/300" ts="x" """, "<chat>x</chat>", "chanUri names no room")]
    [TestCase(InLobby, "<chat>x</chat>", "no ts")]
    [TestCase(InLobby + """ ts="" """, "<chat>x</chat>", "no ts")]
    [TestCase(InLobby + """ ts="x" """, "", "no chat")]
    [TestCase(InLobby + """ ts="x" """, "<rtf/>", "no chat")]
    [TestCase(InLobby + """ ts="x" """, "<x:chat xmlns:x='urn:x'/>", "no chat")]
    [TestCase(InLobby + " " + Ours + """ ts="x" pc:clientMessageId="" """, "<chat/>", "clientMessageId is empty or too long")]
    public void A_post_that_lacks_what_it_needs_can_be_answered(string attributes, string children, string problem) =>
        Assert.That(
            ReadOne(Of($"""<grpchat id="grpchat" seqid="9" {attributes}>{children}</grpchat>""")),
            Is.EqualTo(new MalformedCommand("grpchat", "9", problem)));
}
