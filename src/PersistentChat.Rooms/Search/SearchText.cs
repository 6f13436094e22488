using System.Text;

namespace PersistentChat.Rooms.Search;

/// <summary>
/// Text as searching sees it, the same for every engine and script: letters folded (unless case is to count), wide
/// forms made narrow, blanks made one, marks left out that writers leave out; and where its words are. In scripts that
/// put no blanks between words every character is a word of its own, and pairs of neighbours are what is indexed.
/// </summary>
internal sealed class SearchText
{
    /// <summary>Of the terms: raised whenever the same text gives others, so that stored ones are made anew.</summary>
    public const int Version = 1;

    // No engine's index key is exceeded by it; what is longer is told apart when the text itself is compared.
    private const int TermLength = 64;

    private readonly List<Word> _words = [];

    private SearchText(string text, List<Word> words) => (Text, _words) = (text, words);

    public string Text { get; }

    public bool HasWords => _words.Count > 0;

    public static SearchText Of(string text, bool keepsCase = false)
    {
        var builder = new StringBuilder(text.Length);
        var words = new List<Word>();
        var isInWord = false;
        Span<char> utf16 = stackalloc char[2];
        foreach (var read in text.EnumerateRunes())
        {
            if (SearchLetters.IsLeftOut(read))
            {
                continue;
            }

            var rune = SearchLetters.Fold(read, keepsCase);
            var start = builder.Length;
            if (!SearchLetters.IsBlank(rune))
            {
                builder.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            }
            else if (builder is not [.., ' '])
            {
                builder.Append(' ');
            }

            if (!SearchLetters.IsPartOfWord(rune))
            {
                isInWord = false;
                continue;
            }

            var standsAlone = SearchLetters.StandsAlone(rune);
            var continues = isInWord && (SearchLetters.IsMark(rune) || !(standsAlone || words[^1].StandsAlone));
            if (continues)
            {
                words[^1] = words[^1] with { End = builder.Length };
            }
            else
            {
                words.Add(new Word(start, builder.Length, standsAlone));
            }

            isInWord = true;
        }

        return new SearchText(builder.ToString(), words);
    }

    /// <summary>What is indexed of a text: its terms, each once, with blanks between; empty when it has none.</summary>
    public static string TermsOf(string text) => string.Join(' ', Of(text).Terms().Distinct(StringComparer.Ordinal));

    /// <summary>Every term: whoever looks for any part of this text as words needs no other.</summary>
    public IEnumerable<string> Terms()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            yield return Term(_words[i].Start, _words[i].End);
            if (IsPair(i))
            {
                yield return Pair(i);
            }
        }
    }

    /// <summary>The fewest terms that every text containing this one has.</summary>
    public IEnumerable<string> NeededTerms()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (IsPair(i))
            {
                yield return Pair(i);
            }
            else if (!IsPair(i - 1))
            {
                yield return Term(_words[i].Start, _words[i].End);
            }
        }
    }

    /// <summary>Whether the words of another text stand here one after the other, whatever is between them.</summary>
    public bool HasWordsOf(SearchText other)
    {
        for (var at = 0; at <= _words.Count - other._words.Count; at++)
        {
            var i = 0;
            while (i < other._words.Count && WordAt(at + i).SequenceEqual(other.WordAt(i)))
            {
                i++;
            }

            if (i == other._words.Count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether another text stands here character by character, not beginning or ending within a word.</summary>
    public bool HasPhrase(SearchText other)
    {
        var at = Text.IndexOf(other.Text, StringComparison.Ordinal);
        while (at >= 0)
        {
            if (!IsWithinWord(at) && !IsWithinWord(at + other.Text.Length))
            {
                return true;
            }

            at = at + 1 < Text.Length ? Text.IndexOf(other.Text, at + 1, StringComparison.Ordinal) : -1;
        }

        return false;
    }

    private bool IsWithinWord(int position) => _words.Exists(word => word.Start < position && position < word.End);

    private bool IsPair(int i) =>
        i >= 0 && i + 1 < _words.Count && _words[i].StandsAlone && _words[i + 1].StandsAlone;

    private string Pair(int i) =>
        Term(_words[i].Start, _words[i].End) + Term(_words[i + 1].Start, _words[i + 1].End);

    private ReadOnlySpan<char> WordAt(int i) => Text.AsSpan(_words[i].Start, _words[i].End - _words[i].Start);

    private string Term(int start, int end)
    {
        var length = Math.Min(end - start, TermLength);
        return Text.Substring(start, char.IsHighSurrogate(Text[start + length - 1]) ? length - 1 : length);
    }

    private readonly record struct Word(int Start, int End, bool StandsAlone);
}
