namespace PersistentChat.Sip.Messages;

/// <summary>
/// A request or a response (RFC 3261 section 7). A message that came through <see cref="SipParser"/> has the five headers
/// below, well formed; in one that we build, asking for a missing one is a bug and throws.
/// </summary>
public abstract class SipMessage
{
    private CSeq? _cseq;
    private NameAddress? _from;
    private NameAddress? _to;
    private Via? _via;

    public SipHeaders Headers { get; } = new();

    /// <summary>Empty when there is none; never shares memory with a connection's buffers.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    public string CallId => Headers[SipHeaderNames.CallId] ?? throw Missing(SipHeaderNames.CallId);

    public CSeq CSeq => CSeqOrNull ?? throw Missing(SipHeaderNames.CSeq);

    public NameAddress From => FromOrNull ?? throw Missing(SipHeaderNames.From);

    /// <summary>Read it only after the tag was added: it is remembered.</summary>
    public NameAddress To => ToOrNull ?? throw Missing(SipHeaderNames.To);

    public Via TopVia => TopViaOrNull ?? throw Missing(SipHeaderNames.Via);

    /// <summary>Null: there is none, or it is malformed.</summary>
    internal CSeq? CSeqOrNull => _cseq ??= CSeq.TryParse(Headers[SipHeaderNames.CSeq], out var value) ? value : null;

    /// <inheritdoc cref="CSeqOrNull"/>
    internal NameAddress? FromOrNull =>
        _from ??= NameAddress.TryParse(Headers[SipHeaderNames.From], out var value) ? value : null;

    /// <inheritdoc cref="CSeqOrNull"/>
    internal NameAddress? ToOrNull => _to ??= NameAddress.TryParse(Headers[SipHeaderNames.To], out var value) ? value : null;

    /// <inheritdoc cref="CSeqOrNull"/>
    internal Via? TopViaOrNull => _via ??=
        Headers[SipHeaderNames.Via] is { } text && Via.TryParse(HeaderText.First(text), out var value) ? value : null;

    /// <summary>The first Contact; null when there is none or it is <c>*</c> or no SIP URI.</summary>
    public NameAddress? Contact =>
        Headers[SipHeaderNames.Contact] is { } text && NameAddress.TryParse(HeaderText.First(text), out var contact)
            ? contact
            : null;

    /// <summary>From and CSeq are those of the request that this answers: they need not be parsed again.</summary>
    internal void RepeatsFrom(SipRequest request) => (_from, _cseq) = (request.From, request.CSeq);

    /// <summary>Puts another value in place of the topmost Via; those below it stay.</summary>
    internal void ReplaceTopVia(string value)
    {
        var text = Headers[SipHeaderNames.Via] ?? throw Missing(SipHeaderNames.Via);
        var comma = HeaderText.IndexOutside(text, ',');
        Headers.ReplaceFirst(SipHeaderNames.Via, comma < 0 ? value : $"{value},{text[(comma + 1)..]}");
        _via = null;
    }

    /// <summary>Gives it another number.</summary>
    internal void ReplaceCSeq(CSeq value)
    {
        Headers.ReplaceFirst(SipHeaderNames.CSeq, value.ToString());
        _cseq = null;
    }

    private static InvalidOperationException Missing(string name) => new($"The message has no usable {name} header.");
}
