using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The parts of a message that signatures cover (MS-SIPAE section 3.2.5). What a message does not have is the
/// empty string.
/// </summary>
public readonly record struct SignedHead(
    string CallId, int CSeq, string Method, string FromUri, string FromTag, string ToUri, string ToTag)
{
    /// <summary>The URIs of P-Asserted-Identity (RFC 3325).</summary>
    public string AssertedSipUri { get; init; } = "";

    public string AssertedTelUri { get; init; } = "";

    /// <summary>The value of the Expires header.</summary>
    public string Expires { get; init; } = "";

    /// <summary>Null for a request.</summary>
    public int? Status { get; init; }

    /// <summary>Never throws: the answer to a broken request has few headers, and is signed all the same.</summary>
    public static SignedHead Of(SipMessage message)
    {
        var headers = message.Headers;
        var cseq = message.CSeqOrNull.GetValueOrDefault();
        var from = message.FromOrNull;
        var to = message.ToOrNull;
        var asserted = headers[SipHeaderNames.PAssertedIdentity] is null ? [] : headers.Elements(SipHeaderNames.PAssertedIdentity).ToArray();
        return new SignedHead(
            headers[SipHeaderNames.CallId] ?? "",
            cseq.Number,
            cseq.Method ?? "",
            from?.Uri.Text ?? "",
            from?.Tag ?? "",
            to?.Uri.Text ?? "",
            to?.Tag ?? "")
        {
            AssertedSipUri = asserted.Select(UriOf).FirstOrDefault(uri => uri.StartsWith("sip", StringComparison.Ordinal)) ?? "",
            AssertedTelUri = asserted.Select(UriOf).FirstOrDefault(uri => uri.StartsWith("tel", StringComparison.Ordinal)) ?? "",
            Expires = headers[SipHeaderNames.Expires] ?? "",
            Status = (message as SipResponse)?.Status,
        };
    }

    private static string UriOf(string nameAddress)
    {
        var open = nameAddress.IndexOf('<', StringComparison.Ordinal);
        var close = nameAddress.IndexOf('>', open + 1);
        return open >= 0 && close > open ? nameAddress[(open + 1)..close] : nameAddress;
    }
}
