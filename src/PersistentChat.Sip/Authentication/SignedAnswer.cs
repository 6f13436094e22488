using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The parts of an answer that its signature covers, and the signature, where they stand in the bytes of its head. Answers are
/// what comes most, and the usual ones are simple: no display names, no escapes, nobody asserted.
/// </summary>
internal ref struct SignedAnswer
{
    public ReadOnlySpan<byte> Status { get; private set; }

    public ReadOnlySpan<byte> CallId { get; private set; }

    public ReadOnlySpan<byte> CSeq { get; private set; }

    public ReadOnlySpan<byte> Method { get; private set; }

    public ReadOnlySpan<byte> FromUri { get; private set; }

    public ReadOnlySpan<byte> FromTag { get; private set; }

    public ReadOnlySpan<byte> ToUri { get; private set; }

    public ReadOnlySpan<byte> ToTag { get; private set; }

    public ReadOnlySpan<byte> Expires { get; private set; }

    /// <summary>Empty when it has none.</summary>
    public ReadOnlySpan<byte> Authorization { get; private set; }

    /// <summary>False: it is not simple, or no answer.</summary>
    public static bool TryRead(ReadOnlySpan<byte> head, out SignedAnswer answer)
    {
        const int StatusStart = 8;
        answer = default;
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine() || lines.StartLine.Length < StatusStart + 3) { return false; }
        answer.Status = lines.StartLine.Slice(StatusStart, 3);
        while (lines.ReadHeader())
        {
            if (!answer.TryTake(lines)) { return false; }
        }

        return !lines.IsMalformed && !answer.CallId.IsEmpty && !answer.CSeq.IsEmpty && !answer.FromUri.IsEmpty && !answer.ToUri.IsEmpty;
    }

    /// <summary>A parameter of <see cref="Authorization"/> without its quotes; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> name)
    {
        var rest = Authorization[(Authorization.IndexOf((byte)' ') + 1)..];
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart(", \t"u8);
            var equals = rest.IndexOf((byte)'=');
            if (equals < 0) { return default; }
            var found = rest[..equals];
            rest = rest[(equals + 1)..];
            var isQuoted = rest.StartsWith("\""u8);
            if (isQuoted) { rest = rest[1..]; }
            var end = rest.IndexOf(isQuoted ? (byte)'"' : (byte)',');
            var value = end < 0 ? rest : rest[..end];
            if (!isQuoted) { value = value.TrimEnd(" \t"u8); }
            if (Ascii.EqualsIgnoreCase(found, name)) { return value; }
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return default;
    }

    private bool TryTake(in HeadLines line)
    {
        // A folded line and one that comes twice need the whole parser; so does an identity that is asserted.
        if (line.Value.Contains((byte)'\r') || line.IsNamed("P-Asserted-Identity"u8)) { return false; }
        if (line.IsNamed("Call-ID"u8) || line.IsNamed("i"u8))
        {
            var isFirst = CallId.IsEmpty;
            CallId = line.Value;
            return isFirst;
        }

        if (line.IsNamed("CSeq"u8)) { return TryTakeCSeq(line.Value); }
        if (line.IsNamed("From"u8) || line.IsNamed("f"u8))
        {
            if (!FromUri.IsEmpty || !TryReadAddress(line.Value, out var uri, out var tag)) { return false; }
            FromUri = uri;
            FromTag = tag;
        }

        if (line.IsNamed("To"u8) || line.IsNamed("t"u8))
        {
            if (!ToUri.IsEmpty || !TryReadAddress(line.Value, out var uri, out var tag)) { return false; }
            ToUri = uri;
            ToTag = tag;
        }

        if (line.IsNamed("Expires"u8)) { Expires = line.Value; }
        if (line.IsNamed("Authorization"u8))
        {
            if (!Authorization.IsEmpty || line.Value.Contains((byte)'\\')) { return false; }
            Authorization = line.Value;
        }

        return true;
    }

    private bool TryTakeCSeq(ReadOnlySpan<byte> value)
    {
        var blank = value.IndexOf((byte)' ');
        if (blank <= 0 || value[0] == (byte)'0' || !CSeq.IsEmpty) { return false; }
        CSeq = value[..blank];
        Method = value[(blank + 1)..].TrimStart(" \t"u8);
        return true;
    }

    // <uri>;tag=x;other=y and nothing else.
    private static bool TryReadAddress(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> uri, out ReadOnlySpan<byte> tag)
    {
        uri = tag = default;
        var close = value.IndexOf((byte)'>');
        if (close < 0 || value[0] != (byte)'<' || value.Contains((byte)'"')) { return false; }
        uri = value[1..close];
        var rest = value[close..];
        var at = rest.IndexOf(";tag="u8);
        if (at < 0) { return true; }
        tag = rest[(at + 5)..];
        var end = tag.IndexOf((byte)';');
        tag = (end < 0 ? tag : tag[..end]).TrimEnd(" \t"u8);
        return true;
    }
}
