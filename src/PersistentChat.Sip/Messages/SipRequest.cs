using System.Globalization;

namespace PersistentChat.Sip.Messages;

/// <summary>A request (RFC 3261 section 7.1).</summary>
public sealed class SipRequest : SipMessage
{
    /// <exception cref="ArgumentException">The method is no token or the URI is no SIP URI; what peers send is parsed, not built.</exception>
    public SipRequest(string method, string requestUri)
    {
        if (!HeaderText.IsToken(method)) { throw new ArgumentException($"'{method}' is not a method.", nameof(method)); }
        if (!SipUri.TryParse(requestUri, out var uri)) { throw new ArgumentException("Not a SIP URI.", nameof(requestUri)); }
        Method = method;
        RequestUri = uri;
    }

    internal SipRequest(string method, SipUri requestUri)
    {
        Method = method;
        RequestUri = requestUri;
    }

    public string Method { get; }

    /// <summary>Its <see cref="SipUri.Text"/> is the URI as it was written.</summary>
    public SipUri RequestUri { get; }

    /// <summary>RFC 3261 section 20.22; null when it is missing, which old clients are forgiven.</summary>
    public int? MaxForwards =>
        byte.TryParse(Headers[SipHeaderNames.MaxForwards], NumberStyles.None, CultureInfo.InvariantCulture, out var hops) ? hops : null;
}
