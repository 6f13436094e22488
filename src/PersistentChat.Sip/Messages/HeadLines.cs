using System.Text;

namespace PersistentChat.Sip.Messages;

/// <summary>
/// Walks over the lines of a message head without allocating: first the start line, then one header after the other, folded
/// lines as one (RFC 3261 section 7.3.1). Stops at the first line that is none, which <see cref="IsMalformed"/> tells.
/// </summary>
internal ref struct HeadLines(ReadOnlySpan<byte> head)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = head;

    public ReadOnlySpan<byte> StartLine { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Still with the line breaks of folding; see <see cref="TryGetText"/>.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool IsMalformed { get; private set; }

    public bool ReadStartLine()
    {
        if (!TryTakeLine(out var line) || line.IsEmpty) { return Malformed(); }
        StartLine = line;
        return true;
    }

    /// <summary>The next header; false at the empty line at the end of the head, or at what is no header.</summary>
    public bool ReadHeader()
    {
        if (_rest.IsEmpty) { return false; }
        if (!TryTakeLine(out var line)) { return Malformed(); }
        if (line.IsEmpty) { return _rest.IsEmpty ? false : Malformed(); }

        var colon = line.IndexOf((byte)':');
        if (colon <= 0) { return Malformed(); }
        Name = line[..colon].TrimEnd(" \t"u8);
        Value = line[(colon + 1)..].Trim(" \t\r\n"u8);
        return !Name.IsEmpty && !IsBlank(Name[0]) || Malformed();
    }

    public readonly bool IsNamed(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>A value as text, with folding replaced by one blank. False when it is not UTF-8 or has control characters.</summary>
    public static bool TryGetText(ReadOnlySpan<byte> value, out string text)
    {
        text = "";
        try
        {
            text = Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        if (text.Contains('\r', StringComparison.Ordinal)) { text = Unfold(text); }
        return HeaderText.IsLine(text);
    }

    private static string Unfold(string text) =>
        string.Join(' ', text.Split("\r\n").Select(part => part.Trim(' ', '\t')));

    private static bool IsBlank(byte octet) => octet is (byte)' ' or (byte)'\t';

    private bool TryTakeLine(out ReadOnlySpan<byte> line)
    {
        var from = 0;
        while (true)
        {
            var end = _rest[from..].IndexOf("\r\n"u8);
            if (end < 0)
            {
                line = default;
                return false;
            }

            end += from;
            var next = end + 2;
            var isFolded = end > 0 && next < _rest.Length && IsBlank(_rest[next]);
            if (isFolded)
            {
                from = next;
                continue;
            }

            line = _rest[..end];
            _rest = _rest[next..];
            return true;
        }
    }

    private bool Malformed()
    {
        IsMalformed = true;
        return false;
    }
}
