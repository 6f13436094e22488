using System.Globalization;
using System.Text;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>
/// Writes one mail: RFC 5322 heads, folded; RFC 2047 encoded words where a head has more than ASCII; RFC 2045 and 2046
/// parts in quoted-printable. All lines end in CR LF and have at most 76 characters, save an address longer than that.
/// </summary>
internal sealed class MimeWriter(Stream output)
{
    private const int LineLength = 76;

    // =?utf-8?B?…?= may have 75 characters; 45 bytes make 60 of base64.
    private const int EncodedBytes = 45;

    private readonly QuotedPrintable _body = new(output);

    public static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>A head of ASCII characters.</summary>
    public void Header(string name, string value) => Fold(name, value.Split(' '));

    /// <summary>A head that is text for people, in any script.</summary>
    public void TextHeader(string name, string text) => Fold(name, Words(text, IsPlainText(text)));

    /// <summary>A list of addresses; an empty one is the group that says so (RFC 5322, section 3.4).</summary>
    public void AddressHeader(string name, IEnumerable<MailAddress> addresses)
    {
        var words = new List<string>();
        foreach (var address in addresses)
        {
            if (words.Count > 0)
            {
                words[^1] += ",";
            }

            words.AddRange(Phrase(address.Name));
            words.Add($"<{address.Address}>");
        }

        Fold(name, words.Count > 0 ? words : ["undisclosed-recipients:;"]);
    }

    public void EndHeaders() => Line("");

    /// <summary>Begins a part of UTF-8 text. Its text follows by <see cref="Text"/>.</summary>
    /// <param name="boundary">Cannot be in what is written: quoted-printable never has an equals sign and a low line.</param>
    public void Part(string boundary, string mediaType)
    {
        _body.End();
        Line($"--{boundary}");
        Header("Content-Type", $"{mediaType}; charset=utf-8");
        Header("Content-Transfer-Encoding", "quoted-printable");
        EndHeaders();
    }

    /// <summary>A line of the part's text. A line end in it is one in the mail.</summary>
    public void Text(string line) => _body.WriteLine(line);

    public void EndParts(string boundary)
    {
        _body.End();
        Line($"--{boundary}--");
    }

    /// <summary>A display name: a quoted string, or encoded words.</summary>
    private static IEnumerable<string> Phrase(string name) =>
        IsPlainText(name) && name.Length < LineLength / 2
            ? [$"\"{name.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""]
            : Words(name, isPlain: false);

    private static IEnumerable<string> Words(string text, bool isPlain) =>
        isPlain && text.Split(' ').All(word => word.Length < LineLength / 2) ? text.Split(' ') : Encoded(text);

    private static IEnumerable<string> Encoded(string text)
    {
        var word = new List<byte>(EncodedBytes);
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > EncodedBytes)
            {
                yield return Word();
                word.Clear();
            }

            word.AddRange(bytes.AsSpan(0, length));
        }

        yield return Word();

        string Word() => $"=?utf-8?B?{Convert.ToBase64String([.. word])}?=";
    }

    /// <summary>Printable ASCII that nobody could take for an encoded word.</summary>
    private static bool IsPlainText(string text) =>
        text.All(c => c is >= ' ' and <= '~')
        && !text.Contains("=?", StringComparison.Ordinal)
        && text.AsSpan().Trim(' ').Length == text.Length
        && !text.Contains("  ", StringComparison.Ordinal);

    private void Fold(string name, IEnumerable<string> words)
    {
        var line = new StringBuilder(name).Append(':');
        var isFirst = true;
        foreach (var word in words)
        {
            if (!isFirst && line.Length + 1 + word.Length > LineLength)
            {
                Line(line.ToString());
                line.Clear();
            }

            line.Append(' ').Append(word);
            isFirst = false;
        }

        Line(line.ToString());
    }

    private void Line(string text) => output.Write(Encoding.ASCII.GetBytes($"{text}\r\n"));
}
