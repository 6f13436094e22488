using System.Runtime.CompilerServices;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Tests.Reading;

/// <summary>What pidgin-sipe really sent, byte for byte.</summary>
public class CaptureTests
{
    private static readonly RoomUri Lobby = Envelope.Lobby;

    private static readonly Dictionary<string, ClientPrimitive> Expected = new()
    {
        ["016-C-INFO-cmd-requri"] = new RequestUriCommand("1"),
        ["025-C-INFO-cmd-getinv"] = new GetInvitationsCommand("1", 1, "example.com"),
        ["027-C-INFO-cmd-chansrch"] = new RoomSearchCommand("1", "BYNAME", "", false, false, false, false, RoomFilter.None, 0, null),
        ["031-C-INFO-cmd-join"] = new JoinCommand("1", Lobby),
        ["035-C-INFO-cmd-bccontext"] = new RecentHistoryCommand("1", Lobby, 25),
        ["041-C-INFO-grpchat"] =
            new Post("1", Lobby, false, new MessageContent("Hello <room> & \"all\"\nsecond line", null), null),
        ["049-C-INFO-cmd-part"] = new PartCommand("1", Lobby),
        ["053-C-INFO-cmd-join"] = new JoinCommand("1", Lobby),
        ["057-C-INFO-cmd-bccontext"] = new RecentHistoryCommand("1", Lobby, 25),
        ["220-C-INFO-cmd-requri"] = new RequestUriCommand("1"),
        ["308-C-INFO-cmd-requri"] = new RequestUriCommand("1"),
        ["317-C-INFO-cmd-getinv"] = new GetInvitationsCommand("1", 1, "example.com"),
        ["331-C-INFO-grpchat"] = new Post("1", Lobby, false, new MessageContent("lost", null), null),
        ["344-C-INFO-cmd-getinv"] = new GetInvitationsCommand("1", 1, "example.com"),
        ["347-C-INFO-cmd-bccontext"] = new RecentHistoryCommand("1", Lobby, 25),
        ["350-C-INFO-cmd-bccontext"] = new RecentHistoryCommand("1", Envelope.Ops, 25),
    };

    public static IEnumerable<string> ChatCaptures =>
        Directory.EnumerateFiles(Folder(), "*-C-INFO-*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name.Contains("-cmd-", StringComparison.Ordinal)
                || name.EndsWith("-grpchat", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(ChatCaptures))]
    public void A_captured_message_is_read_as_what_it_means(string capture)
    {
        var (envelopeId, body) = Load(capture);

        var document = (XccosDocument)XccosReader.Read(body, new XccosLimits());

        Assert.That(document.EnvelopeId, Is.EqualTo(envelopeId));
        var primitive = document.Primitives.Single();
        if (primitive is BatchJoinCommand batch)
        {
            Assert.That(capture, Is.EqualTo("341-C-INFO-cmd-bjoin"));
            Assert.That(batch.Rooms, Is.EqualTo(new[] { Lobby, Envelope.Ops }));
            Assert.That(batch.Unreadable, Is.Empty);
            return;
        }

        Assert.That(primitive, Is.EqualTo(Expected[capture]));
    }

    [Test]
    public void No_captured_chat_message_is_missing_here() =>
        Assert.That(ChatCaptures, Is.EquivalentTo(Expected.Keys.Append("341-C-INFO-cmd-bjoin")));

    [Test]
    public void A_captured_post_is_delivered_with_the_very_bytes_of_its_text()
    {
        // Only the quotes differ: they need no reference in text.
        var (_, body) = Load("041-C-INFO-grpchat");
        var post = (Post)((XccosDocument)XccosReader.Read(body, new XccosLimits())).Primitives.Single();

        Assert.That(
            Envelope.Deliver(post.Content),
            Does.Contain("<chat>Hello &lt;room&gt; &amp; \"all\"\r\nsecond line</chat>"));
    }

    private static (string EnvelopeId, ReadOnlyMemory<byte> Body) Load(string capture)
    {
        var message = File.ReadAllBytes(Path.Combine(Folder(), capture + ".txt"));
        var body = message.AsMemory(message.AsSpan().IndexOf("\r\n\r\n"u8) + 4);
        var text = System.Text.Encoding.UTF8.GetString(body.Span);
        return (text.Split("envid=\"")[1].Split('"')[0], body);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "captures", "sipe"));
}
