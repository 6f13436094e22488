using System.Runtime.CompilerServices;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Runs;

/// <summary>A slice as the record has it.</summary>
internal sealed class RecordedSlice(RecordReader record, PresenceStore presence) : ComplianceSlice
{
    public override IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
        record.ReadAllAsync(cancellationToken);

    public override async IAsyncEnumerable<Conversation> ReadConversationsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var room in await record.RoomsAsync(cancellationToken))
        {
            var first = await record.ReadRoomAsync(room, cancellationToken).FirstAsync(cancellationToken);
            yield return new RecordedConversation(record, room)
            {
                Room = first.Room,
                Category = room is null ? null : first.Category,
                Present = room is null ? [] : await presence.ReadAsync(Adapter, room, cancellationToken),
            };
        }
    }

    private sealed class RecordedConversation(RecordReader record, string? room) : Conversation
    {
        public override IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
            record.ReadRoomAsync(room, cancellationToken);
    }
}
