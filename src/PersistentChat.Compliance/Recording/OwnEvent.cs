using System.Text.Json;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// What happens to the record itself and not in a room: no journal writes it, whoever does it records it. Each event is an epoch of
/// its own, so that nobody else counts in it, and is complete with it. Adapters look at every epoch, and export it like all others.
/// </summary>
internal static class OwnEvent
{
    /// <param name="more">Sets what this kind has beyond its time.</param>
    public static OutboxBatch Batch(ComplianceEventKind kind, DateTimeOffset now, Func<ComplianceEvent, ComplianceEvent> more)
    {
        var happened = more(new ComplianceEvent
        {
            Id = Guid.CreateVersion7(),
            Position = new EventPosition(EventPosition.NewEpoch(after: 0, now), 1),
            Kind = kind,
            At = now.ToUniversalTime(),
        });
        return new OutboxBatch(
            [new RawEvent(happened.Position, JsonSerializer.SerializeToUtf8Bytes(happened, ComplianceJson.Default.ComplianceEvent))]);
    }
}
