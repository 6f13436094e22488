using System.Text;

namespace PersistentChat.Server.Api;

/// <summary>Comma-separated values (RFC 4180): quoted fields may have commas, quotes (doubled) and line breaks.</summary>
internal static class Csv
{
    /// <summary>The rows; lines with nothing in them are none.</summary>
    /// <exception cref="InvalidDataException">A quote is where none may be; the message says in which line.</exception>
    public static IReadOnlyList<string[]> Read(string text)
    {
        var rows = new List<string[]>();
        var fields = new List<string>();
        var line = 1;
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(text[at] == '"' ? ReadQuoted(text, ref at, ref line) : ReadPlain(text, ref at, line));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at == text.Length || text[at] is '\r' or '\n')
                {
                    fields.Add("");
                }
            }

            if (at < text.Length && text[at] is not ('\r' or '\n'))
            {
                continue;
            }

            if (fields is not [""])
            {
                rows.Add([.. fields]);
            }

            fields.Clear();
            SkipLineEnd(text, ref at, ref line);
        }

        return rows;
    }

    private static string ReadPlain(string text, ref int at, int line)
    {
        var end = text.AsSpan(at).IndexOfAny(",\r\n");
        var field = end < 0 ? text[at..] : text.Substring(at, end);
        at += field.Length;
        return field.Contains('"', StringComparison.Ordinal)
            ? throw new InvalidDataException($"Line {line}: a field with quotes must be in quotes")
            : field;
    }

    private static string ReadQuoted(string text, ref int at, ref int line)
    {
        var field = new StringBuilder();
        var begun = line;
        for (at++; at < text.Length; at++)
        {
            var isQuote = text[at] == '"';
            if (isQuote && at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
            }
            else if (isQuote)
            {
                at++;
                return at == text.Length || text[at] is ',' or '\r' or '\n'
                    ? field.ToString()
                    : throw new InvalidDataException($"Line {line}: something follows a quoted field");
            }

            line += text[at] == '\n' ? 1 : 0;
            field.Append(text[at]);
        }

        throw new InvalidDataException($"Line {begun}: a quoted field does not end");
    }

    private static void SkipLineEnd(string text, ref int at, ref int line)
    {
        at += at < text.Length && text[at] == '\r' ? 1 : 0;
        if (at < text.Length && text[at] == '\n')
        {
            at++;
        }

        line++;
    }
}
