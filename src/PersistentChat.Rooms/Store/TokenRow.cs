using PersistentChat.Rooms.Access;

namespace PersistentChat.Rooms.Store;

internal sealed class TokenRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name without case: unique in the pool on every engine, whatever its collation.</summary>
    public required string NameKey { get; init; }

    public required Guid PersonId { get; init; }

    public required PoolRole Role { get; init; }

    public required string SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }
}
