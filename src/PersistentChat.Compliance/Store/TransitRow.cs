namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Transit</c>: the position of every event that not all configured adapters have exported yet. Written with
/// the event's row in <c>Record</c>, which has the bytes; deleted in the transaction that moves the last adapter's
/// cursor past it. Retention must leave alone what stands here.
/// </summary>
internal sealed class TransitRow
{
    public required long Epoch { get; init; }

    public required long Number { get; init; }
}
