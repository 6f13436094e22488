using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// One way to prove who one is (RFC 3261 section 22, MS-SIPAE). One for all listeners that offer it, called from many threads.
/// </summary>
public interface IAuthenticationScheme
{
    /// <summary>The first word of its challenges and credentials, such as <c>NTLM</c>; no matter the case.</summary>
    string Name { get; }

    /// <summary>Called at start, before it is offered to anybody.</summary>
    /// <exception cref="InvalidOperationException">It cannot work here; the message says what the operator has to mend.</exception>
    void Prepare()
    {
        // As a rule everything is there.
    }

    /// <summary>A connection was accepted. The answer belongs to it alone, and is called by its reader only.</summary>
    ISchemeConnection Begin(SipConnection connection);
}
