using System.Globalization;

namespace PersistentChat.Cli.Terminal;

/// <summary>What others wrote, before it gets to a terminal: an escape sequence in a room's name must not command it.</summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';

    /// <summary>In one line, nothing in it but what is seen.</summary>
    public static string Line(string text) => string.Create(text.Length, text, static (line, it) =>
    {
        for (var at = 0; at < it.Length; at++)
        {
            line[at] = it[at] is '\n' or '\r' or '\t' ? ' ' : IsShown(it[at]) ? it[at] : Replacement;
        }
    });

    /// <summary>The same with its line breaks, all lines but the first moved in.</summary>
    public static string Lines(string text, int indent) =>
        string.Join('\n' + new string(' ', indent), text.ReplaceLineEndings("\n").Split('\n').Select(Line));

    // Directions (bidi) could show another text than the one that is there.
    private static bool IsShown(char it) => char.IsSurrogate(it) || CharUnicodeInfo.GetUnicodeCategory(it) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
