using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>The server said no where the caller needed a yes (RFC 3261 section 8.1.3).</summary>
public sealed class SipRefusedException(SipResponse response)
    : Exception($"{response.CSeq.Method} was answered {response.Status} {response.Reason}")
{
    public SipResponse Response { get; } = response;
}
