namespace PersistentChat.Rooms.Access;

/// <summary>What a program shows to act for a person. The secret itself is kept nowhere.</summary>
/// <param name="Name">What it is for, 1 to 256 characters.</param>
/// <param name="PersonId">For whom it acts; while that person is disabled it is worth nothing.</param>
/// <param name="SecretHash">SHA-256 of the secret, base64: the secret is random enough not to be guessed.</param>
/// <param name="LastUsedAt">To about ten minutes (<see cref="UseToken"/>). Null: never.</param>
public sealed record AccessToken(
    Guid Id,
    string Name,
    Guid PersonId,
    PoolRole Role,
    string SecretHash,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt = null)
{
    public const int HashLength = 44;

    // The hash is as good as nothing to others, but it need not be in a log either.
    public override string ToString() => $"{nameof(AccessToken)} {Id}";
}
