namespace PersistentChat.Management;

/// <summary>A browser in which the caller has signed in.</summary>
/// <param name="LastUsedAt">To about a minute.</param>
/// <param name="EndsAt">It ends then at the latest, or earlier when it is not used.</param>
public sealed record SessionDetails(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset EndsAt);
