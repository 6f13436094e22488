using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>
/// An <see cref="OutboxBatch"/> as one message of the queue. The events are bytes to the broker, so that what is no JSON
/// arrives like everything else. Name, namespace and properties are on the wire: servers and workers of different age
/// share a queue, so they grow and never change.
/// </summary>
/// <param name="First">The number of the first event; the others follow without a gap.</param>
public sealed record EventBatch(long Epoch, long First, IReadOnlyList<byte[]> Events)
{
    public static EventBatch Of(OutboxBatch batch) =>
        new(batch.Epoch, batch.First, [.. batch.Events.Select(raw => raw.Json.ToArray())]);

    public OutboxBatch ToOutbox() =>
        new([.. Events.Select((json, index) => new RawEvent(new EventPosition(Epoch, First + index), json))]);
}
