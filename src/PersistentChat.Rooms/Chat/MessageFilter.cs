using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Chat;

/// <summary>Which messages of a room are meant. What is not given does not matter.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="Before">Exclusive, UTC.</param>
/// <param name="Words">Found like a search finds them, by <paramref name="Match"/>.</param>
public sealed record MessageFilter(
    Guid? AuthorId = null, DateTimeOffset? From = null, DateTimeOffset? Before = null,
    string Words = "", WordMatch Match = WordMatch.All, bool CaseSensitive = false);
