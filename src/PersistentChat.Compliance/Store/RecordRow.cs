using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Record</c>: every event there ever was, kept until retention removes it and never changed. Key: (Epoch,
/// Number), which is also the order in which everything reads. The columns beside <see cref="Event"/> are copies, to
/// find it by.
/// </summary>
internal sealed class RecordRow
{
    public required long Epoch { get; init; }

    public required long Number { get; init; }

    /// <summary>Null: unreadable. <see cref="ComplianceEventKind.Gap"/>: it never came, and an operator gave it up.</summary>
    public ComplianceEventKind? Kind { get; init; }

    /// <summary>When it happened; when it was recorded, if it is unreadable.</summary>
    public required DateTimeOffset At { get; init; }

    public string? RoomUri { get; init; }

    public string? PersonUri { get; init; }

    /// <summary>Byte for byte what the journal wrote.</summary>
    public required byte[] Event { get; init; }

    /// <summary>
    /// Why it cannot be read (broken JSON, a version that this code does not know); null: it can. Adapters get such an
    /// event as a marked gap.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>With <see cref="RepairOfNumber"/>: the unreadable event that this one tells again; null: none.</summary>
    public long? RepairOfEpoch { get; init; }

    public long? RepairOfNumber { get; init; }

    public EventPosition Position => new(Epoch, Number);
}
