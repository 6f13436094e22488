using System.Text;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>RFC 2045, section 6.7: text as lines of at most 76 characters of ASCII.</summary>
internal sealed class QuotedPrintable(Stream output)
{
    private const int LineLength = 76;
    private const string Digits = "0123456789ABCDEF";

    private readonly byte[] _line = new byte[LineLength + 2];
    private int _length;
    private bool _hasText;

    /// <summary>Writes text and the end of its line.</summary>
    public void WriteLine(string text)
    {
        _hasText = true;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Write(Encoding.UTF8.GetBytes(line));
            Flush("\r\n"u8);
        }
    }

    /// <summary>Ends a part: the line end before a boundary belongs to the boundary, so the last line keeps its own.</summary>
    public void End()
    {
        if (_hasText)
        {
            output.Write("\r\n"u8);
        }

        _hasText = false;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            var isLast = i == bytes.Length - 1;
            var isPlain = b is >= (byte)'!' and <= (byte)'~' and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !isLast);

            // The last place of a line is for the equals sign that says the line goes on.
            var width = isPlain ? 1 : 3;
            if (_length + width > LineLength - (isLast ? 0 : 1))
            {
                _line[_length++] = (byte)'=';
                Flush("\r\n"u8);
            }

            Put(b, isPlain);
        }
    }

    private void Put(byte b, bool isPlain)
    {
        if (isPlain)
        {
            _line[_length++] = b;
            return;
        }

        _line[_length++] = (byte)'=';
        _line[_length++] = (byte)Digits[b >> 4];
        _line[_length++] = (byte)Digits[b & 15];
    }

    private void Flush(ReadOnlySpan<byte> end)
    {
        output.Write(_line.AsSpan(0, _length));
        output.Write(end);
        _length = 0;
    }
}
