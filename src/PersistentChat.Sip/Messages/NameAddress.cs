using System.Diagnostics.CodeAnalysis;

namespace PersistentChat.Sip.Messages;

/// <summary>The value of From, To and Contact (RFC 3261 section 20.10): a name, a URI and parameters.</summary>
public sealed record NameAddress
{
    private NameAddress(string text, string? displayName, SipUri uri, SipParameters parameters)
    {
        Text = text;
        DisplayName = displayName;
        Uri = uri;
        Parameters = parameters;
    }

    /// <summary>The value as it was written.</summary>
    public string Text { get; }

    public string? DisplayName { get; }

    public SipUri Uri { get; }

    /// <summary>The parameters of the header, not those of the URI.</summary>
    public SipParameters Parameters { get; }

    public string? Tag => Parameters["tag"];

    /// <summary>MS-SIP: which of a person's devices. Two clients on one host may have the same.</summary>
    public string? Epid => Parameters["epid"];

    /// <summary>RFC 5626 section 4.1, with its angle brackets taken off: <c>urn:uuid:…</c>.</summary>
    public string? Instance => Parameters["+sip.instance"]?.TrimStart('<').TrimEnd('>');

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        if (text is null) { return false; }

        var value = text.AsSpan().Trim();
        var open = HeaderText.IndexOutside(value, '<');
        var displayName = open > 0 ? HeaderText.Unquote(value[..open].Trim()) : null;
        ReadOnlySpan<char> uriText, rest;
        if (open >= 0)
        {
            var close = value[open..].IndexOf('>');
            if (close < 0) { return false; }
            uriText = value[(open + 1)..(open + close)];
            rest = value[(open + close + 1)..].Trim();
        }
        else
        {
            // Without angle brackets the parameters belong to the header, and there can be no headers (RFC 3261 section 20).
            var semicolon = value.IndexOf(';');
            uriText = (semicolon < 0 ? value : value[..semicolon]).TrimEnd();
            if (uriText.Contains('?')) { return false; }
            rest = semicolon < 0 ? default : value[semicolon..];
        }

        if (!rest.IsEmpty && rest[0] != ';') { return false; }
        if (!SipParameters.TryParse(rest.IsEmpty ? rest : rest[1..], out var parameters)) { return false; }
        if (!SipUri.TryParse(uriText.Trim().ToString(), out var uri)) { return false; }

        address = new NameAddress(text, string.IsNullOrEmpty(displayName) ? null : displayName, uri, parameters);
        return true;
    }

    public override string ToString() => Text;
}
