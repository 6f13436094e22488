using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// How people prove who they are on one listener (RFC 3261 section 22). Shared by all its connections, called from many threads.
/// </summary>
public interface IAuthentication
{
    /// <summary>True when it proves nothing, so that only a listener on a loopback address may have it.</summary>
    bool IsForLoopbackOnly => false;

    /// <summary>
    /// A connection was accepted; nothing was read from it yet. The answer belongs to that connection alone and lives as long.
    /// </summary>
    IConnectionAuthentication Begin(SipConnection connection);
}
