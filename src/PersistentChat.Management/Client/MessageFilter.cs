namespace PersistentChat.Management.Client;

/// <summary>Which messages of a room are wanted; what is null is not asked about.</summary>
/// <param name="Words">Separated by blanks.</param>
/// <param name="Match">How they have to be found; null: all of them.</param>
/// <param name="Authors">Addresses of who wrote them.</param>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="Before">Exclusive, UTC.</param>
/// <param name="NewestFirst">Begins with the newest.</param>
public sealed record MessageFilter(
    string? Words = null,
    WordMatch? Match = null,
    bool CaseSensitive = false,
    IReadOnlyList<string>? Authors = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Before = null,
    bool NewestFirst = false);
