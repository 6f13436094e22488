namespace PersistentChat.Management;

/// <summary>An access token; its secret is kept nowhere.</summary>
/// <param name="LastUsedAt">To about ten minutes. Null: never.</param>
public sealed record TokenDetails(
    Guid Id, string Name, string Person, PoolRole Role,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
