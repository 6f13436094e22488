namespace PersistentChat.Sip.Messages;

/// <summary>The answer to bytes that are no message: with as much of RFC 3261 section 8.2.6 as can be read from them.</summary>
internal static class RefusalOfBytes
{
    private static readonly string[] Repeated =
    [
        SipHeaderNames.Via, SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq,
    ];

    /// <summary>Null when nothing is to be said: to an answer, and to an ACK.</summary>
    public static SipResponse? Create(ReadOnlySpan<byte> head, SipParseError error)
    {
        if (head.StartsWith("SIP/2.0"u8) || head.StartsWith("ACK "u8)) { return null; }

        var response = new SipResponse(error.Status, error.Reason);
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine()) { return response; }
        while (lines.ReadHeader())
        {
            CopyIfRepeated(lines, response.Headers);
        }

        return response;
    }

    private static void CopyIfRepeated(in HeadLines line, SipHeaders headers)
    {
        if (!HeadLines.TryGetText(line.Name, out var nameText) || !HeadLines.TryGetText(line.Value, out var value)) { return; }
        var name = SipHeaderNames.Canonical(nameText);
        if (!Repeated.Contains(name)) { return; }

        var isSingle = name != SipHeaderNames.Via;
        if (isSingle && headers.Contains(name)) { return; }

        // An answer has a tag in its To (section 8.2.6.2), if what is there is an address at all.
        var lacksTag = name == SipHeaderNames.To && NameAddress.TryParse(value, out var to) && to.Tag is null;
        headers.Add(name, lacksTag ? $"{value};tag={Tags.NewText()}" : value);
    }
}
