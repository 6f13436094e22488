using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Compliance.Adapters.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>The XML adapter against the vendor's documented sample: what was said there comes out the same here.</summary>
public sealed class XmlFormatTests
{
    private static readonly XElement Sample =
        XDocument.Load(Repository.PathOf("tests/PersistentChat.Compliance.Tests/Adapters/original-sample.xml")).Root!;

    [Test]
    public async Task The_original_s_sample_told_again_differs_only_in_principal_ids_and_the_empty_islogged()
    {
        var conversation = Sample.Element("Conversation")!;
        var room = conversation.Element("Channel")!;
        var events = conversation.Element("Messages")!.Elements().Select((message, i) => Read(message, room, i + 1)).ToList();
        using var folder = new TempFolder();
        var adapter = new XmlAdapter();
        adapter.Configure(new AdapterSettings { Name = "Test" });
        await Exports.WriteAsync(adapter, MemorySlice.Of(events), folder.Path);

        var ours = XDocument.Load(folder.File("Test-0000000001-00001.xml")).Root!;
        Assert.That(Normal(ours).ToString(), Is.EqualTo(Normal(Expected()).ToString()));
    }

    /// <summary>The vendor put the sample together by hand: its first message and times are not those of its messages.</summary>
    private static XElement Expected()
    {
        var expected = new XElement(Sample);
        var conversation = expected.Element("Conversation")!;
        var messages = conversation.Element("Messages")!.Elements().ToList();
        var first = conversation.Element("FirstMessage")!;
        first.ReplaceWith(new XElement("FirstMessage", messages[0].Attributes(), messages[0].Nodes()));
        conversation.Element("StartTimeUTC")!.ReplaceAttributes(messages[0].Element("DateTimeUTC")!.Attributes());
        conversation.Element("EndTimeUTC")!.ReplaceAttributes(messages[^1].Element("DateTimeUTC")!.Attributes());
        return expected;
    }

    private static XElement Normal(XElement root)
    {
        var normal = new XElement(root);
        foreach (var sender in normal.Descendants("Sender"))
        {
            sender.SetAttributeValue("id", "10");
        }

        normal.Descendants("Channel").Single().SetAttributeValue("islogged", "");
        return normal;
    }

    private static ComplianceEvent Read(XElement message, XElement room, long number)
    {
        var sender = message.Element("Sender")!;
        var kind = (string)message.Attribute("type")!;
        return new ComplianceEvent
        {
            Id = Guid.Empty,
            Position = new EventPosition(1, number),
            Kind = Enum.Parse<ComplianceEventKind>(kind, ignoreCase: true),
            At = new DateTimeOffset(long.Parse((string)message.Element("DateTimeUTC")!.Attribute("long")!, CultureInfo.InvariantCulture), TimeSpan.Zero),
            Room = new ComplianceRoom((string)room.Attribute("uri")!, (string)room.Attribute("name")!, true),
            Person = new CompliancePerson(
                Guid.Empty,
                $"sip:{(string)sender.Attribute("uri")!}",
                (string)sender.Attribute("UserName")!,
                (string)sender.Attribute("email")!,
                (bool)sender.Attribute("internal")!),
            ChatId = kind is "CHAT" ? (long)message.Attribute("id")! : null,
            Text = (string)message.Attribute("content")!,
        };
    }
}
