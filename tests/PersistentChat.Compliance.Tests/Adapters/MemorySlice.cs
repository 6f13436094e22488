using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>A slice of events that are made when they are asked for: nothing of it needs memory.</summary>
internal sealed class MemorySlice(Func<IEnumerable<ComplianceEvent>> events, IReadOnlyList<CompliancePerson> present) : ComplianceSlice
{
    public static MemorySlice Of(IReadOnlyList<ComplianceEvent> events, long number = 1, string adapter = "Test") => new(() => events, [])
    {
        Adapter = adapter,
        Number = number,
        First = events[0].Position,
        Last = events[^1].Position,
        Count = events.Count,
    };

    public override IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
        events().ToAsyncEnumerable();

    public override IAsyncEnumerable<Conversation> ReadConversationsAsync(CancellationToken cancellationToken)
    {
        var rooms = events().Select(happened => happened.Room?.Uri).Distinct().ToList();
        return rooms.Where(room => room is not null).Order(StringComparer.Ordinal)
            .Concat(rooms.Where(room => room is null))
            .Select(Of)
            .ToAsyncEnumerable();
    }

    private MemoryConversation Of(string? room)
    {
        var first = events().First(happened => happened.Room?.Uri == room);
        return new MemoryConversation(() => events().Where(happened => happened.Room?.Uri == room))
        {
            Room = first.Room,
            Category = first.Category,
            Present = room is null ? [] : present,
        };
    }

    private sealed class MemoryConversation(Func<IEnumerable<ComplianceEvent>> events) : Conversation
    {
        public override IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
            events().ToAsyncEnumerable();
    }
}
