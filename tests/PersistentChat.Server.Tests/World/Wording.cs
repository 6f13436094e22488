using System.Globalization;
using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.World;

/// <summary>
/// What <c>${…}</c> stands for in a transcript: <c>${Lobby}</c> a room's address, <c>${Lobby.id}</c> its guid,
/// <c>${alice}</c> a person's address, <c>${pool}</c>, <c>${CRLF}</c>, <c>${x*512}</c> a text many times.
/// </summary>
internal sealed partial class Wording
{
    private readonly Dictionary<string, string> _words = new()
    {
        ["CRLF"] = "\r\n",
        ["nowhere"] = "ma-chan://example.com/ffffffff-ffff-4fff-8fff-ffffffffffff",
        ["nowhere.id"] = "ffffffff-ffff-4fff-8fff-ffffffffffff",
    };

    public string this[string word]
    {
        set => _words[word] = value;
    }

    public string Substitute(string text) => Word().Replace(text, match => Meaning(match.Groups["word"].Value));

    private string Meaning(string word)
    {
        if (_words.TryGetValue(word, out var meaning))
        {
            return meaning;
        }

        return word.Split('*') is [var text, var times]
            ? string.Concat(Enumerable.Repeat(text, int.Parse(times, CultureInfo.InvariantCulture)))
            : throw new FormatException($"Nobody has said what ${{{word}}} is.");
    }

    [GeneratedRegex(@"\$\{(?<word>[^}]+)\}")]
    private static partial Regex Word();
}
