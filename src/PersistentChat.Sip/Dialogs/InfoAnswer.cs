using System.Buffers.Text;
using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// A peer's answer to a request of ours, as far as it is of interest: which dialog (our tag is in its From), which CSeq, what
/// status. Read from the bytes without allocating, because there is one for every message delivered.
/// </summary>
internal readonly record struct InfoAnswer(UInt128 LocalTag, int CSeq, int Status)
{
    private const int StatusLineStart = 8;

    public static bool IsResponse(ReadOnlySpan<byte> head) => head.StartsWith("SIP/2.0 "u8);

    public static bool TryRead(ReadOnlySpan<byte> head, out InfoAnswer answer)
    {
        answer = default;
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine() || !IsResponse(lines.StartLine)) { return false; }
        if (!Utf8Parser.TryParse(lines.StartLine[StatusLineStart..], out int status, out var digits) || digits != 3) { return false; }

        UInt128? tag = null;
        int? cseq = null;
        while (lines.ReadHeader())
        {
            if (lines.IsNamed("From"u8) || lines.IsNamed("f"u8)) { tag = ReadTag(lines.Value); }
            if (lines.IsNamed("CSeq"u8)) { cseq = ReadInfoCSeq(lines.Value); }
        }

        if (tag is null || cseq is null) { return false; }
        answer = new InfoAnswer(tag.Value, cseq.Value, status);
        return true;
    }

    // The peer repeats the From that we wrote: an address in angle brackets, and the tag. The first one behind them, which is
    // also the one that a signature covers.
    private static UInt128? ReadTag(ReadOnlySpan<byte> from)
    {
        from = from[(from.IndexOf((byte)'>') + 1)..];
        var at = from.IndexOf(";tag="u8);
        if (at < 0) { return null; }
        var text = from[(at + 5)..];
        return text.Length >= Tags.Length && Tags.TryParse(text[..Tags.Length], out var tag) ? tag : null;
    }

    private static int? ReadInfoCSeq(ReadOnlySpan<byte> value)
    {
        if (!Utf8Parser.TryParse(value, out int number, out var digits)) { return null; }
        return Ascii.Equals(value[digits..].Trim(" \t"u8), "INFO"u8) ? number : null;
    }
}
