using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>The server said no where the caller needed a yes.</summary>
public sealed class SipRefusedException(SipResponse response)
    : Exception($"{response.CSeq.Method} was answered {response.Status} {response.Reason}")
{
    public SipResponse Response { get; } = response;
}
