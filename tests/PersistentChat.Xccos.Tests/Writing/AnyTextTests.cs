using System.Text;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Notices;
using PersistentChat.Xccos.Replies;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Writing;

/// <summary>Whatever people call things and say, it arrives as that and nothing else.</summary>
public class AnyTextTests
{
    private static readonly string[] Pieces =
        ["\r", "\n", "\r\n", "\t", " ", "<", ">", "&", "\"", "'", "]]>", "<!--", "-->", "<?", "&amp;", "a", "\u00E4",
         "\u0085", "\u2028", "\uFEFF", "\U0001F600", "\uFFFD", "\uE000", "</chat>", "<![CDATA["];

    private static readonly string[] Hostile =
        ["]]>", "\" author=\"x", "'/>", "<chat>x</chat>", "&lt;", "a\nb", "a\r\nb", "a\rb", "\t", "-->", "&#0;", " a "];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property Any_text_survives_writing_and_reading() => Prop.ForAll(AnyText(), text =>
    {
        var notice = new MessageNotice(new PostedMessage(
            Lobby, "sip:a@example.com", text, false, 1, DateTimeOffset.UnixEpoch, new MessageContent(text, null)));
        return ReadPost(Write(notice)).Content == new MessageContent(text, null);
    });

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property Any_markup_survives_writing_and_reading() => Prop.ForAll(AnyText(), text =>
    {
        var posted = new XElement(
            (XNamespace)WireNames.Namespace + "grpchat",
            new XAttribute("note", text),
            new XElement((XNamespace)WireNames.Namespace + "chat", text),
            new XElement((XNamespace)"urn:x" + "y", new XAttribute("z", text), text));
        var written = new StringBuilder();
        using (var xml = XmlWriter.Create(
            written, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize }))
        {
            posted.Save(xml);
        }

        var sent = XDocument.Parse(Deliver(new MessageContent(text, written.ToString())), LoadOptions.PreserveWhitespace)
            .Root!.Elements().Single();
        return sent.Attribute("note")!.Value == text
            && sent.Elements().All(child => child.Value == text)
            && sent.Elements().Last().Attribute("z")!.Value == text;
    });

    [TestCaseSource(nameof(Hostile))]
    public void Names_cannot_break_out_of_their_place(string name)
    {
        var room = new RoomBlock { Uri = Lobby, Name = name, Description = name, Topic = name };
        var person = new PersonBlock(0, name, Guid.Empty, name);
        var written = XDocument.Parse(Write(new JoinReply(
            WireNames.ReplyIds.Join, new CommandReference(name, name), [room], [person], [new FailedRoom(name, name)])));

        var values = written.Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "name" or "description" or "topic" or "uname" or "dispname")
            .Select(attribute => attribute.Value);
        Assert.That(values, Is.EqualTo(Enumerable.Repeat(name, 5)));
        Assert.That(
            written.Descendants().Select(element => element.Name.LocalName),
            Is.EqualTo(new[]
            {
                "xccos", "rpl", "commandid", "resp", "data",
                "chanib", "info", "info", "info", "prop", "prop", "prop", "uib", "fib",
            }));
    }

    [TestCase("a\0b")]
    [TestCase("a\u0001b")]
    [TestCase("a\u001Bb")]
    [TestCase("a\uFFFEb")]
    [TestCase("a\uFFFFb")]
    public void What_xml_cannot_say_is_our_mistake_and_throws(string text) => AssertThrows(text);

    // Not as cases: the runner cannot carry half a pair in a test's name.
    [Test]
    public void Half_a_surrogate_pair_is_our_mistake_and_throws()
    {
        foreach (var half in new[] { '\uD83D', '\uDE00' })
        {
            AssertThrows($"a{half}");
            AssertThrows($"a{half}b");
            AssertThrows($"{half}\r\n");
        }
    }

    private static void AssertThrows(string text)
    {
        Assert.That(() => Deliver(new MessageContent(text, null)), Throws.ArgumentException);
        Assert.That(() => Write(new PartNotice(Lobby, [text])), Throws.ArgumentException);
    }

    private static Arbitrary<string> AnyText()
    {
        var character = Gen.Choose(0x20, 0xFFFD)
            .Where(code => code is < 0xD800 or > 0xDFFF)
            .Select(code => ((char)code).ToString());
        var pair = Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32);
        return Gen.OneOf(Gen.Elements(Pieces), character, pair)
            .ListOf()
            .Select(pieces => string.Concat(pieces))
            .ToArbitrary();
    }
}
