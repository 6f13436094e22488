namespace PersistentChat.Rooms.Search;

/// <summary>
/// Decides whether a text has what is looked for. The engines only bring candidates (<see cref="Alternatives"/>); what
/// is found is decided here, so the same search finds the same on every engine.
/// </summary>
internal sealed class TextMatcher
{
    private readonly bool _keepsCase;
    private readonly WordMatch _match;
    private readonly SearchText[] _pieces;

    public TextMatcher(string text, WordMatch match, bool keepsCase)
    {
        (_match, _keepsCase) = (match, keepsCase);
        var pieces = Split(text, match);
        _pieces = [.. pieces.Select(piece => SearchText.Of(piece, keepsCase))];
        var needed = pieces.Select(piece => SearchText.Of(piece).NeededTerms().ToHashSet(StringComparer.Ordinal)).ToList();
        Alternatives = match is WordMatch.Any
            ? needed.TrueForAll(terms => terms.Count > 0) ? needed : []
            : needed.Exists(terms => terms.Count > 0) ? [needed.SelectMany(terms => terms).ToHashSet(StringComparer.Ordinal)] : [];
    }

    /// <summary>Nothing is looked for: every text has it.</summary>
    public bool IsEmpty => _pieces.Length is 0;

    /// <summary>
    /// A text that has what is looked for has all terms of one of these sets. None: the terms do not tell.
    /// </summary>
    public IReadOnlyList<IReadOnlySet<string>> Alternatives { get; }

    public bool IsMatch(string text)
    {
        if (IsEmpty)
        {
            return true;
        }

        var read = SearchText.Of(text, _keepsCase);
        return _match is WordMatch.Any ? Array.Exists(_pieces, IsIn) : Array.TrueForAll(_pieces, IsIn);

        bool IsIn(SearchText piece) =>
            _match is WordMatch.Phrase || !piece.HasWords ? read.HasPhrase(piece) : read.HasWordsOf(piece);
    }

    private static List<string> Split(string text, WordMatch match)
    {
        if (match is not WordMatch.Phrase)
        {
            return [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        }

        var phrase = text.Trim();
        return phrase.Length is 0 ? [] : [phrase];
    }
}
