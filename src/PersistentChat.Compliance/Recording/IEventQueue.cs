namespace PersistentChat.Compliance.Recording;

/// <summary>
/// The way from the outbox to the recorder: straight into its database, or through a broker. One sender sends the
/// batches of a chat database one after the other, in the order of positions.
/// </summary>
public interface IEventQueue
{
    /// <summary>Why the next batch would not arrive, as far as that is known without sending one; null: nothing is known.</summary>
    string? Trouble => null;

    /// <summary>
    /// Returns only when the other side has the batch for good: committed by the recorder, or confirmed by the broker.
    /// Whatever is thrown (a cancellation too) says that this is not known: send the same batch again. What has arrived
    /// already is recognised by its position.
    /// </summary>
    /// <exception cref="ForkedEpochException">Never passes by itself: see there.</exception>
    Task SendAsync(OutboxBatch batch, CancellationToken cancellation);
}
