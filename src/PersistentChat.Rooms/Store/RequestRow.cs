namespace PersistentChat.Rooms.Store;

/// <summary>A request that made something, so that its repetition is known.</summary>
internal sealed class RequestRow
{
    public required string Key { get; init; }

    public required string Content { get; init; }

    public Guid MadeId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
