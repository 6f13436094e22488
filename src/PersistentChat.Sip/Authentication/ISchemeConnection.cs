using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>A scheme on one connection: what it remembers between a challenge and its answer (RFC 3261 section 22.1).</summary>
public interface ISchemeConnection : IDisposable
{
    /// <summary>Values of WWW-Authenticate that offer the scheme to who has said nothing of himself, strongest first.</summary>
    IEnumerable<string> Offer();

    /// <summary>
    /// Credentials of this scheme that are no mere signature. Must not throw for anything a peer can send. Whoever is named in
    /// them must be the one in the request's From (<see cref="ISignInAccounts.Find"/> sees to it), so that nobody's password is
    /// tried in the name of somebody else.
    /// </summary>
    SchemeAnswer Check(SipRequest request, Credentials credentials);
}
