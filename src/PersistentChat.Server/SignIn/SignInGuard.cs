using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.SignIn;

/// <summary>Writes down who signed in and who did not, and from where.</summary>
internal sealed class SignInGuard(ILogger<SignInGuard> logger) : ISignInGuard
{
    public TimeSpan? Delay(SipConnection connection, string person) => null;

    public void Failed(SipConnection connection, string person, string scheme, string reason) =>
        logger.SignInFailed(person, connection.RemoteEndPoint, connection.Id, scheme, reason);

    public void Succeeded(SipConnection connection, string person, string scheme) =>
        logger.SignedIn(person, connection.RemoteEndPoint, connection.Id, scheme);
}
