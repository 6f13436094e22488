using PersistentChat.Compliance.Adapters.Actiance;
using PersistentChat.Compliance.Adapters.Csv;
using PersistentChat.Compliance.Adapters.Eml;
using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Adapters.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>A slice has as many events as it has; what an adapter keeps of them does not grow.</summary>
public sealed class StreamingTests
{
    private const int Count = 200_000;
    private const int EarlyOn = 20_000;

    [TestCase(typeof(XmlAdapter))]
    [TestCase(typeof(ActianceAdapter))]
    [TestCase(typeof(EmlAdapter))]
    [TestCase(typeof(CsvAdapter))]
    [TestCase(typeof(JsonLinesAdapter))]
    public async Task Two_hundred_thousand_events_need_no_more_memory_than_twenty_thousand(Type type)
    {
        long early = 0;
        long late = 0;
        var slice = new MemorySlice(Events, [])
        {
            Adapter = "Test",
            Number = 1,
            First = new EventPosition(1, 1),
            Last = new EventPosition(1, Count),
            Count = Count,
        };
        using var folder = new TempFolder();
        var adapter = (IComplianceAdapter)Activator.CreateInstance(type)!;
        adapter.Configure(new AdapterSettings { Name = "Test" });
        var manifest = await Exports.WriteAsync(adapter, slice, folder.Path);

        Assert.That(manifest.Files.Sum(file => file.Counts.Values.Sum()), Is.EqualTo(Count));
        Assert.That(manifest.Files[0].Length, Is.GreaterThan(50L * Count));
        Assert.That(late - early, Is.LessThan(1024 * 1024), $"{early} bytes at {EarlyOn} events, {late} at the end");

        // The last pass over the events is the one that writes them, in every adapter.
        IEnumerable<ComplianceEvent> Events()
        {
            for (var number = 1; number <= Count; number++)
            {
                if (number == EarlyOn)
                {
                    early = GC.GetTotalMemory(forceFullCollection: true);
                }

                yield return Story.Events[3] with { Position = new EventPosition(1, number), ChatId = number };
            }

            late = GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
