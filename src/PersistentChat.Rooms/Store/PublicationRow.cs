using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Store;

internal sealed class PublicationRow
{
    public required Guid PersonId { get; init; }

    public required string Category { get; init; }

    public required string Instance { get; init; }

    public required string Container { get; init; }

    public long Version { get; init; }

    public PublicationLife Life { get; init; }

    public DateTimeOffset PublishedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Content { get; init; }
}
