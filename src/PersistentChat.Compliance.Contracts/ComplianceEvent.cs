using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// One thing that happened, worth archiving. It is written in the transaction that made it true, so there is exactly
/// one per thing that happened. The shape may grow by optional properties, never change: recorded samples are frozen by
/// tests.
/// </summary>
public sealed record ComplianceEvent
{
    /// <summary>
    /// The version that this code writes. A reader that meets a higher one keeps the raw bytes and says so.
    /// </summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Unique in the world; the key for whoever must recognise the event again.</summary>
    public required Guid Id { get; init; }

    public required EventPosition Position { get; init; }

    public required ComplianceEventKind Kind { get; init; }

    /// <summary>UTC, 100 ns. Never decreases within a room; positions, not times, are the order.</summary>
    public required DateTimeOffset At { get; init; }

    public ComplianceRoom? Room { get; init; }

    public ComplianceCategory? Category { get; init; }

    /// <summary>Who did it. Null: the system itself (seeding, an operator at the machine).</summary>
    public CompliancePerson? Person { get; init; }

    /// <summary>
    /// To whom it was done, when that is another (<see cref="ComplianceEventKind.MembershipChange"/>).
    /// </summary>
    public CompliancePerson? Subject { get; init; }

    /// <summary>The room's message number, where the event is about a message.</summary>
    public long? ChatId { get; init; }

    /// <summary>Plain text; its meaning per kind is said at <see cref="ComplianceEventKind"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The message as the client sent it (one XML element), when it was more than plain text.</summary>
    public string? Markup { get; init; }

    public string? Reason { get; init; }

    /// <summary>
    /// The <see cref="Id"/> of the <see cref="ComplianceEventKind.Join"/> that a <see cref="ComplianceEventKind.Part"/>
    /// ends; each has exactly one.
    /// </summary>
    public Guid? JoinId { get; init; }

    /// <summary>
    /// Where the epoch before this one ended (<see cref="ComplianceEventKind.JournalStarted"/>). Null: there was none.
    /// </summary>
    public EventPosition? Previous { get; init; }

    /// <summary>The file that was transferred (<see cref="ComplianceEventKind.FileUpload"/> and -Download).</summary>
    public ComplianceFile? File { get; init; }

    /// <summary>
    /// The unreadable event that this one tells again, or explains (<see cref="ComplianceEventKind.Repair"/>).
    /// </summary>
    public EventPosition? RepairOf { get; init; }

    /// <summary>The bytes of an event that could not be read, base64 (<see cref="ComplianceEventKind.Gap"/>).</summary>
    public string? Raw { get; init; }

    /// <summary>The code that turns events into an archive (<see cref="ComplianceEventKind.AdapterLoaded"/>).</summary>
    public ComplianceAssembly? Assembly { get; init; }

    /// <summary>What a later writer of the same version added: kept as it came, so that no archive loses it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
