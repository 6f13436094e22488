using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip;

/// <summary>What a SIP endpoint is for (RFC 3261 section 8.2). One for all listeners of a process.</summary>
public interface ISipApplication
{
    /// <summary>
    /// A request outside of any dialog: REGISTER, SUBSCRIBE, SERVICE, INVITE, MESSAGE and whatever else is neither OPTIONS,
    /// ACK nor CANCEL. The sender is verified and it is no retransmission. Called by the connection's reader, so the next
    /// request of that connection waits; an answer is owed, here or later. What it throws is logged and answered with 500
    /// (REGISTER: 503).
    /// </summary>
    void OnRequest(ServerTransaction transaction);

    /// <summary>A connection is over, and all its dialogs have ended. Once per connection.</summary>
    void OnConnectionClosed(SipConnection connection);
}
