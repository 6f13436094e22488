namespace PersistentChat.Rooms.Chat;

/// <summary>Which messages of a room are meant. What is not given does not matter.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="Before">Exclusive, UTC.</param>
/// <param name="Words">Divided by blanks, each anywhere in the text; by <paramref name="Match"/>.</param>
public sealed record MessageFilter(
    Guid? AuthorId = null, DateTimeOffset? From = null, DateTimeOffset? Before = null,
    string Words = "", WordMatch Match = WordMatch.All, bool CaseSensitive = false)
{
    internal bool HasWords(string text)
    {
        var comparison = CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var words = Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 0 || (Match switch
        {
            WordMatch.All => words.All(word => text.Contains(word, comparison)),
            WordMatch.Any => words.Any(word => text.Contains(word, comparison)),
            WordMatch.Exact => text.Contains(Words.Trim(), comparison),
            _ => throw new ArgumentOutOfRangeException(nameof(text), Match, null),
        });
    }
}

/// <summary>How several words are meant (the original's <c>MatchClause</c>).</summary>
public enum WordMatch
{
    All,
    Any,

    /// <summary>All of it as one phrase.</summary>
    Exact,
}
