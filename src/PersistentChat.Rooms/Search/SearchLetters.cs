using System.Globalization;
using System.Text;

namespace PersistentChat.Rooms.Search;

/// <summary>What searching makes of single characters.</summary>
internal static class SearchLetters
{
    /// <summary>Scripts written without blanks between words, and Korean, whose words carry their particles; in order.</summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0FFF), // Thai, Lao, Tibetan
        (0x1000, 0x109F), // Myanmar
        (0x1100, 0x11FF), // Hangul letters
        (0x1780, 0x17FF), // Khmer
        (0x1950, 0x19FF), // Tai Le, New Tai Lue, Khmer symbols
        (0x1A20, 0x1AAF), // Tai Tham
        (0x3005, 0x3007), // ideographic repetition, closing, zero
        (0x3021, 0x3029), // Hangzhou numerals
        (0x3031, 0x31FF), // Hiragana, Katakana, Bopomofo, Hangul compatibility
        (0x3400, 0xA4CF), // Han, Yi
        (0xA960, 0xA97F), // Hangul letters
        (0xA9E0, 0xA9FF), // Myanmar
        (0xAA60, 0xAADF), // Myanmar, Tai Viet
        (0xAC00, 0xD7FF), // Hangul
        (0xF900, 0xFAFF), // Han
        (0xFF66, 0xFFDC), // half-width Katakana and Hangul
        (0x1AFF0, 0x1B2FF), // Kana, Nushu
        (0x20000, 0x3FFFF), // Han
    ];

    /// <summary>
    /// Marks that the same word is written with or without: vowel signs of Hebrew and Arabic, the Arabic stretching
    /// line, hints for hyphens, joining and variants.
    /// </summary>
    public static bool IsLeftOut(Rune rune) => rune.Value
        is 0x00AD
        or (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7
        or 0x0640 or (>= 0x064B and <= 0x065F) or 0x0670
        or (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Wide ASCII becomes narrow; and case goes, unless it is to be kept.</summary>
    public static Rune Fold(Rune rune, bool keepsCase)
    {
        var narrow = rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

        // To upper case first: some letters have two lower forms (the Greek sigma).
        return keepsCase ? narrow : Rune.ToLowerInvariant(Rune.ToUpperInvariant(narrow));
    }

    public static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);

    public static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || IsMark(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    public static bool StandsAlone(Rune rune)
    {
        foreach (var (first, last) in Unspaced)
        {
            if (rune.Value <= last)
            {
                return rune.Value >= first;
            }
        }

        return false;
    }
}
