namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>
/// What happened between two positions, at least one event. Everything of it follows from the record and is the same
/// whenever it is asked for; it may be read more than once.
/// </summary>
public abstract class ComplianceSlice
{
    /// <summary>The adapter whose slice it is, by the name in its settings.</summary>
    public required string Adapter { get; init; }

    /// <summary>Counts 1, 2, 3… for each adapter. With <see cref="Adapter"/> the key of the slice.</summary>
    public required long Number { get; init; }

    public required EventPosition First { get; init; }

    public required EventPosition Last { get; init; }

    /// <summary>How many events there are.</summary>
    public required long Count { get; init; }

    /// <summary>All events by position, each once.</summary>
    public abstract IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The same events by room: rooms by URI (ordinal), what belongs to no room last. Each event is in exactly one
    /// conversation. Finish reading one before asking for the next.
    /// </summary>
    public abstract IAsyncEnumerable<Conversation> ReadConversationsAsync(CancellationToken cancellationToken);
}
