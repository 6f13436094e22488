namespace PersistentChat.Rooms.Roaming;

/// <summary>What a person has published and every endpoint of it is told.</summary>
/// <param name="Version">Counts up from 1 with every change.</param>
/// <param name="Content">The category's own element as XML, unread: of most categories only clients know what it means.</param>
/// <param name="ExpiresAt">For <see cref="PublicationLife.Time"/>; null otherwise.</param>
/// <param name="By">The connection that said it; null when that was before the last start.</param>
public sealed record Publication(
    PublicationKey Key,
    long Version,
    PublicationLife Life,
    DateTimeOffset PublishedAt,
    string? Content,
    DateTimeOffset? ExpiresAt,
    string? By)
{
    public bool IsStored => Life is not PublicationLife.Endpoint;

    public bool IsCurrent(DateTimeOffset now) => ExpiresAt is not { } end || end > now;
}
