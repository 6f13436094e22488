namespace PersistentChat.Sip.Messages;

/// <summary>A response (RFC 3261 section 7.2).</summary>
public sealed class SipResponse : SipMessage
{
    /// <exception cref="ArgumentException">The reason has a line break; what peers send is parsed, not built.</exception>
    public SipResponse(int status, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 699);
        reason ??= SipStatus.ReasonOf(status);
        if (!HeaderText.IsLine(reason)) { throw new ArgumentException("The reason has control characters.", nameof(reason)); }
        Status = status;
        Reason = reason;
    }

    public int Status { get; }

    public string Reason { get; }

    public bool IsFinal => Status >= 200;
}
