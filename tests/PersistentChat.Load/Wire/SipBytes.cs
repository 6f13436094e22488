using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PersistentChat.Load.Wire;

/// <summary>As much of SIP as is needed to answer an INFO without reading it.</summary>
internal static class SipBytes
{
    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>The length of the first message and of its head; 0: it is not all there yet.</summary>
    public static int Frame(ReadOnlySpan<byte> bytes, out int headLength)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        headLength = end + 4;
        if (end < 0) { return 0; }
        var bodyLength = 0;
        foreach (var line in new Lines(bytes[..(end + 2)]))
        {
            if (IsNamed(line, "Content-Length"u8, (byte)'l', out var value) && Utf8Parser.TryParse(value, out int said, out _)) { bodyLength = said; }
        }

        return bytes.Length < headLength + bodyLength ? 0 : headLength + bodyLength;
    }

    /// <summary>Writes the 200 to a request: Via, From, To, Call-ID and CSeq as they came (RFC 3261 section 8.2.6.2).</summary>
    public static void Answer(ReadOnlySpan<byte> head, IBufferWriter<byte> output)
    {
        output.Write("SIP/2.0 200 OK\r\n"u8);
        foreach (var line in new Lines(head[..^2]))
        {
            if (!IsCopied(line)) { continue; }
            output.Write(line);
            output.Write(LineEnd);
        }

        output.Write("Content-Length: 0\r\n\r\n"u8);
    }

    private static bool IsCopied(ReadOnlySpan<byte> line) => line.IsEmpty ? false : (line[0] | 0x20) switch
    {
        'v' => IsNamed(line, "Via"u8, (byte)'v', out _),
        'f' => IsNamed(line, "From"u8, (byte)'f', out _),
        't' => IsNamed(line, "To"u8, (byte)'t', out _),
        'i' => IsNamed(line, "i"u8, (byte)'i', out _),
        'c' => IsNamed(line, "CSeq"u8, 0, out _) || IsNamed(line, "Call-ID"u8, 0, out _),
        _ => false,
    };

    private static bool IsNamed(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, byte compact, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t"u8);
        if (colon < 0) { return false; }
        var said = line[..colon].TrimEnd(" \t"u8);
        return Ascii.EqualsIgnoreCase(said, name) || (said.Length == 1 && (said[0] | 0x20) == compact);
    }

    /// <summary>The lines behind the first, without their ends.</summary>
    private ref struct Lines(ReadOnlySpan<byte> head)
    {
        private ReadOnlySpan<byte> _rest = head[(head.IndexOf(LineEnd) + 2)..];

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Lines GetEnumerator() => this;

        public bool MoveNext()
        {
            var end = _rest.IndexOf(LineEnd);
            if (end < 0) { return false; }
            Current = _rest[..end];
            _rest = _rest[(end + 2)..];
            return true;
        }
    }
}
