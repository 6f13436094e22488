using System.Xml.Linq;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Verification;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What people were told, against the record and the XML archive.</summary>
internal static class ChainCheck
{
    private static readonly ComplianceEventKind[] Kinds =
        [ComplianceEventKind.Join, ComplianceEventKind.Part, ComplianceEventKind.Chat, ComplianceEventKind.Backchat];

    /// <param name="deeds">How often each person was told that it came, and that it read, in each room.</param>
    public static void CheckRecord(LoadPool pool, Ledger ledger, IReadOnlyDictionary<Deed, int> deeds, IReadOnlyList<ComplianceEvent> record, string run)
    {
        var stored = StoredPool.Read(pool.Data, record);
        ledger.CheckAll(stored.Posts);
        foreach (var breach in StoredPoolCheck.Breaches(stored))
        {
            ledger.Report(breach);
        }

        // Everybody has left: by itself, or with its server. The server that ran last saw nobody come.
        var expected = deeds
            .Concat(deeds.Where(deed => deed.Key.Kind is ComplianceEventKind.Join)
                .Select(came => KeyValuePair.Create(came.Key with { Kind = ComplianceEventKind.Part }, came.Value)))
            .ToDictionary();

        var recorded = record.Where(happened => happened.Room is not null && happened.Kind is not ComplianceEventKind.Chat && Kinds.Contains(happened.Kind))
            .CountBy(happened => new Deed(happened.Kind, happened.Person!.Uri, RoomOf(happened)))
            .ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Problems.Take(10), Is.Empty, run);
            Assert.That(stored.Events, Has.Count.EqualTo(record.Count), $"{run}: something still waits in the outbox");
            Assert.That(recorded, Is.EquivalentTo(expected), $"{run}: who came, left and read");
            Assert.That(ledger.AcknowledgedCount, Is.GreaterThanOrEqualTo(ChainLives.Enough), "enough was posted for this to mean something");
            Assert.That(ledger.RefusedCount, Is.Zero, "nothing here gives a reason to refuse a post");
        });
    }

    public static Verification CheckArchive(Chain chain, IReadOnlyList<ComplianceEvent> record, string run)
    {
        var verification = chain.Verify();
        Assert.That(verification.Findings, Is.Empty, run);
        Assert.That(verification.Events, Is.EqualTo(record.Count), run);

        var conversations = Directory.GetFiles(Path.Combine(chain.Folder, "archive"), "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(file => XDocument.Load(file).Descendants("Conversation"))
            .ToLookup(conversation => (string)conversation.Element("Channel")!.Attribute("uri")!);
        foreach (var room in LoadPool.Rooms)
        {
            var expected = record.Where(happened => happened.Room is not null && RoomOf(happened) == room && Kinds.Contains(happened.Kind))
                .Select(happened => new Line(
                    happened.Kind.ToString().ToUpperInvariant(), happened.Text ?? "", happened.ChatId ?? 0,
                    happened.Person!.Uri["sip:".Length..], happened.At.UtcTicks));
            var archived = conversations[$"ma-chan://example.com/{room}"]
                .SelectMany(conversation => conversation.Element("Messages")!.Elements("Message"))
                .Select(Line.Read);
            Assert.That(archived, Is.EqualTo(expected), $"{run}: the archive of {room}");
        }

        return verification;
    }

    private static Guid RoomOf(ComplianceEvent happened) => new(happened.Room!.Uri.Split('/')[^1]);

    private sealed record Line(string Type, string Content, long Id, string Sender, long Ticks)
    {
        public static Line Read(XElement message) => new(
            (string)message.Attribute("type")!,
            (string)message.Attribute("content")!,
            (long)message.Attribute("id")!,
            (string)message.Element("Sender")!.Attribute("uri")!,
            (long)message.Element("DateTimeUTC")!.Attribute("long")!);
    }
}
