using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PersistentChat.Sip.Messages;

/// <summary>
/// Makes a message of a framed head and its body (RFC 3261 section 7, grammar in section 25). What it lets through has the
/// mandatory headers of section 8.1.1, each well formed; Max-Forwards may be missing, which old clients are forgiven.
/// </summary>
public static class SipParser
{
    private const int UsualNameLength = 64;

    private static readonly SearchValues<char> SchemeChars = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly string[] Single =
    [
        SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq, SipHeaderNames.MaxForwards,
    ];

    /// <param name="head">From the start line to the empty line, which is part of it.</param>
    /// <param name="body">Becomes the message's: it must not be memory that is used again.</param>
    /// <param name="message">A request or a response.</param>
    /// <param name="error">Why there is no message.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> head,
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out SipParseError? error)
    {
        message = null;
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine())
        {
            error = SipParseError.BadStartLine;
            return false;
        }

        if (!TryParseStartLine(lines.StartLine, out var parsed, out error)) { return false; }
        while (lines.ReadHeader())
        {
            if (!TryAddHeader(parsed.Headers, lines.Name, lines.Value, out error)) { return false; }
        }

        error = lines.IsMalformed ? SipParseError.BadHeaderLine : FirstFault(parsed);
        if (error is not null) { return false; }

        parsed.Body = body;
        message = parsed;
        return true;
    }

    private static bool TryParseStartLine(
        ReadOnlySpan<byte> line,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out SipParseError? error)
    {
        message = null;
        error = SipParseError.BadStartLine;
        if (!HeadLines.TryGetText(line, out var text)) { return false; }

        if (text.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase))
        {
            return TryParseStatusLine(text.AsSpan(8), out message);
        }

        var first = text.IndexOf(' ', StringComparison.Ordinal);
        var last = text.LastIndexOf(' ');
        if (first <= 0 || last == first) { return false; }
        var method = text.AsSpan(0, first);
        var target = text.AsSpan(first + 1, last - first - 1);
        var version = text.AsSpan(last + 1);
        if (!HeaderText.IsToken(method)) { return false; }
        if (!version.Equals("SIP/2.0", StringComparison.OrdinalIgnoreCase))
        {
            error = version.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase)
                ? SipParseError.UnknownVersion
                : SipParseError.BadStartLine;
            return false;
        }

        if (!SipUri.TryParse(target.ToString(), out var uri))
        {
            error = HasForeignScheme(target) ? SipParseError.UnknownScheme : SipParseError.BadUri;
            return false;
        }

        // RFC 3261 section 19.1.1, table 1.
        if (uri.HasHeaders)
        {
            error = SipParseError.BadUri;
            return false;
        }

        message = new SipRequest(SipMethod.From(method), uri);
        error = null;
        return true;
    }

    private static bool TryParseStatusLine(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipMessage? message)
    {
        message = null;
        var blank = text.IndexOf(' ');
        var digits = blank < 0 ? text : text[..blank];
        if (digits.Length != 3) { return false; }
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status)) { return false; }
        if (status is < 100 or > 699) { return false; }

        message = new SipResponse(status, blank < 0 ? "" : text[(blank + 1)..].ToString());
        return true;
    }

    private static bool TryAddHeader(
        SipHeaders headers,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> value,
        [NotNullWhen(false)] out SipParseError? error)
    {
        error = SipParseError.BadHeaderLine;
        var nameText = name.Length <= UsualNameLength ? stackalloc char[UsualNameLength] : new char[name.Length];
        if (!Ascii.IsValid(name)) { return false; }
        Encoding.ASCII.GetChars(name, nameText);
        nameText = nameText[..name.Length];
        if (!HeaderText.IsToken(nameText)) { return false; }

        error = SipParseError.BadText;
        if (!HeadLines.TryGetText(value, out var text)) { return false; }

        headers.AddParsed(SipHeaderNames.Canonical(nameText), text);
        error = null;
        return true;
    }

    // The checks of RFC 3261 section 8.2 that need no state, in the order in which they are easiest to understand.
    private static SipParseError? FirstFault(SipMessage message)
    {
        var headers = message.Headers;
        foreach (var name in Single)
        {
            if (headers.CountOf(name) > 1) { return SipParseError.Repeated(name); }
        }

        if (!headers.Contains(SipHeaderNames.Via)) { return SipParseError.Missing(SipHeaderNames.Via); }
        if (!headers.Contains(SipHeaderNames.From)) { return SipParseError.Missing(SipHeaderNames.From); }
        if (!headers.Contains(SipHeaderNames.To)) { return SipParseError.Missing(SipHeaderNames.To); }
        if (headers[SipHeaderNames.CallId] is not { } callId) { return SipParseError.Missing(SipHeaderNames.CallId); }
        if (!headers.Contains(SipHeaderNames.CSeq)) { return SipParseError.Missing(SipHeaderNames.CSeq); }

        var areVias = message.TopViaOrNull is not null && headers.Elements(SipHeaderNames.Via).Skip(1).All(it => Via.TryParse(it, out _));
        if (!areVias) { return SipParseError.Malformed(SipHeaderNames.Via); }
        if (message.FromOrNull is null) { return SipParseError.Malformed(SipHeaderNames.From); }
        if (message.ToOrNull is null) { return SipParseError.Malformed(SipHeaderNames.To); }
        if (callId.Length == 0) { return SipParseError.Malformed(SipHeaderNames.CallId); }
        if (message.CSeqOrNull is null) { return SipParseError.Malformed(SipHeaderNames.CSeq); }
        if (message is not SipRequest request) { return null; }

        if (request.CSeq.Method != request.Method) { return SipParseError.MethodMismatch; }
        return headers.Contains(SipHeaderNames.MaxForwards) && request.MaxForwards is null
            ? SipParseError.Malformed(SipHeaderNames.MaxForwards)
            : null;
    }

    private static bool HasForeignScheme(ReadOnlySpan<char> target)
    {
        var colon = target.IndexOf(':');
        if (colon <= 0) { return false; }
        var scheme = target[..colon];
        return !scheme.ContainsAnyExcept(SchemeChars)
            && !scheme.Equals("sip", StringComparison.OrdinalIgnoreCase)
            && !scheme.Equals("sips", StringComparison.OrdinalIgnoreCase);
    }
}
