using System.Buffers;

namespace PersistentChat.Sip.Messages;

/// <summary>The lexical rules shared by all headers (RFC 3261 section 25.1).</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> TokenChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    private static readonly SearchValues<char> AddressChars = SearchValues.Create("0123456789abcdefABCDEF.:");

    // Every control character but the tab: none of them may be in a line that we write bare, CR and LF in no way at all.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Where(c => c != '\t').Append(127).Select(c => (char)c)));

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    /// <summary>No control characters but those that a quoted string may have behind a backslash (quoted-pair).</summary>
    public static bool IsLine(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Forbidden) is var at && at >= 0)
        {
            var isEscaped = at > 0 && text[at - 1] == '\\' && text[at] is not ('\r' or '\n');
            if (!isEscaped) { return false; }
            text = text[(at + 1)..];
        }

        return true;
    }

    /// <summary>The position of a character outside quoted strings and angle brackets, or -1.</summary>
    public static int IndexOutside(ReadOnlySpan<char> text, char wanted)
    {
        var quoted = false;
        var bracketed = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\\') { i++; }
                quoted = c != '"';
                continue;
            }

            if (c == wanted && !bracketed) { return i; }
            if (c == '"' && !bracketed) { quoted = true; }
            if (c == '<') { bracketed = true; }
            if (c == '>') { bracketed = false; }
        }

        return -1;
    }

    /// <summary>The elements of a comma separated header value, trimmed; empty elements are left out.</summary>
    public static IEnumerable<string> Split(string value)
    {
        var rest = value.AsMemory();
        while (!rest.IsEmpty)
        {
            var comma = IndexOutside(rest.Span, ',');
            var element = (comma < 0 ? rest : rest[..comma]).Trim();
            if (!element.IsEmpty) { yield return element.ToString(); }
            rest = comma < 0 ? default : rest[(comma + 1)..];
        }
    }

    /// <summary>The first element of a comma separated header value.</summary>
    public static string First(string value)
    {
        var comma = IndexOutside(value, ',');
        return comma < 0 ? value : value[..comma].Trim();
    }

    /// <summary>
    /// A value as it may stand behind a name: in quotes unless it is a token or an address, with a backslash in front of what
    /// may not be there without (RFC 3261 section 25.1, gen-value and quoted-pair).
    /// </summary>
    public static string Quoted(string value)
    {
        var isAddress = !value.AsSpan().ContainsAnyExcept(AddressChars) && System.Net.IPAddress.TryParse(value, out _);
        if (isAddress || IsToken(value)) { return value; }

        var quoted = new System.Text.StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\' || Forbidden.Contains(c)) { quoted.Append('\\'); }
            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A quoted string without its quotes and escapes; anything else as it is.</summary>
    public static string Unquote(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') { return text.ToString(); }

        var inner = text[1..^1];
        if (!inner.Contains('\\')) { return inner.ToString(); }

        var plain = new System.Text.StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length) { i++; }
            plain.Append(inner[i]);
        }

        return plain.ToString();
    }
}
