namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>What happened in one room within a slice, at least one event.</summary>
public abstract class Conversation
{
    /// <summary>The room as it was at the first event here. Null: the events that belong to no room.</summary>
    public required ComplianceRoom? Room { get; init; }

    public required ComplianceCategory? Category { get; init; }

    /// <summary>
    /// Who was in the room when the slice began, by URI (ordinal), as they were when they entered.
    /// </summary>
    public required IReadOnlyList<CompliancePerson> Present { get; init; }

    /// <summary>By position; may be called more than once.</summary>
    public abstract IAsyncEnumerable<ComplianceEvent> ReadEventsAsync(CancellationToken cancellationToken);
}
