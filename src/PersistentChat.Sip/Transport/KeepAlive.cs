using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Whether the keep-alives of a connection (two empty lines) are answered with one (RFC 5626 section 3.5.1): only when its
/// peer has asked for it, with <c>keep</c> in its Via (RFC 6223) or with <c>Supported: outbound</c> and <c>reg-id</c>.
/// </summary>
/// <remarks>
/// COMPAT(pidgin-sipe): it announces ms-keep-alive, sends the same two empty lines and expects nothing; an empty line in front
/// of an INFO makes it wait for more. Once announced it holds for the connection, whatever else is asked for.
/// </remarks>
internal sealed class KeepAlive
{
    private bool _isAsked;
    private bool _isMicrosofts;

    public bool IsAnswered => _isAsked && !_isMicrosofts;

    public void Note(SipRequest request)
    {
        _isMicrosofts |= request.Headers.Contains("ms-keep-alive");
        if (_isAsked || _isMicrosofts) { return; }
        _isAsked = request.TopVia.Parameters.Contains("keep") || AsksForOutbound(request);
    }

    /// <summary>RFC 5626 section 4.2.1: a REGISTER that knows the extension and numbers its flow.</summary>
    public static bool AsksForOutbound(SipRequest request) =>
        request.Method == SipMethod.Register
        && request.Contact is { Instance: not null } contact
        && contact.Parameters.Contains("reg-id")
        && request.Headers.Elements(SipHeaderNames.Supported).Contains("outbound", StringComparer.OrdinalIgnoreCase);
}
