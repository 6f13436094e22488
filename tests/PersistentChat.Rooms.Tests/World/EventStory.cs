using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>What must hold of the events of a database, from its first on, whatever happened to its servers.</summary>
internal static class EventStory
{
    public static void AssertWhole(IReadOnlyList<ComplianceEvent> events)
    {
        AssertPositions(events);
        AssertPresence(events);
        Assert.That(events.Select(e => e.Id), Is.Unique);
        foreach (var room in events.Where(e => e.Room is not null).GroupBy(e => e.Room!.Uri))
        {
            Assert.That(room.Select(e => e.At), Is.Ordered, "time never goes back in a room");
        }
    }

    private static void AssertPositions(IReadOnlyList<ComplianceEvent> events)
    {
        EventPosition? last = null;
        foreach (var happened in events)
        {
            if (happened.Kind is ComplianceEventKind.JournalStarted)
            {
                Assert.That(happened.Previous, Is.EqualTo(last), "an epoch says where the one before ended");
                Assert.That(happened.Position.Epoch, Is.GreaterThan(last?.Epoch ?? 0));
                Assert.That(happened.Position.Number, Is.EqualTo(1));
            }
            else
            {
                Assert.That(happened.Position, Is.EqualTo(last!.Value with { Number = last.Value.Number + 1 }));
            }

            last = happened.Position;
        }
    }

    private static void AssertPresence(IReadOnlyList<ComplianceEvent> events)
    {
        var present = new Dictionary<(string Room, string Person), Guid>();
        foreach (var happened in events)
        {
            switch (happened.Kind)
            {
                case ComplianceEventKind.Join:
                    Assert.That(present.TryAdd((happened.Room!.Uri, happened.Person!.Uri), happened.Id), Is.True, "comes once");
                    break;
                case ComplianceEventKind.Part:
                    Assert.That(present.Remove((happened.Room!.Uri, happened.Person!.Uri), out var joinId), Is.True, "leaves once");
                    Assert.That(happened.JoinId, Is.EqualTo(joinId));
                    break;
            }
        }
    }
}
