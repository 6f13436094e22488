using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication;

/// <summary>Is told how attempts to sign in end, and may put off the next one. Called from many threads; must not block.</summary>
public interface ISignInGuard
{
    /// <summary>
    /// Somebody presents credentials, which were not looked at yet. Null: they may be. Else they are not, and the answer is
    /// 503 with that time as Retry-After.
    /// </summary>
    /// <param name="connection">Where they come from.</param>
    /// <param name="person">The address of record in From, which nobody has proved.</param>
    TimeSpan? Delay(SipConnection connection, string person);

    /// <summary>It was not the person, or the person may not sign in.</summary>
    void Failed(SipConnection connection, string person, string scheme, string reason);

    /// <summary>It was the person, and the connection is his.</summary>
    void Succeeded(SipConnection connection, string person, string scheme);
}
