namespace PersistentChat.Rooms.Roaming;

/// <summary>What a client asks to be published.</summary>
/// <param name="Version">The version it knows, 0 for none.</param>
/// <param name="Lifetime">For <see cref="PublicationLife.Time"/>.</param>
/// <param name="Removes">Takes it away.</param>
/// <param name="Content">The category's own element as XML.</param>
public sealed record PublicationRequest(
    PublicationKey Key, long Version, PublicationLife Life, TimeSpan? Lifetime, bool Removes, string? Content);
