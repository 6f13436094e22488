namespace PersistentChat.Rooms.Store;

internal sealed class SessionRow
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required string SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }
}
