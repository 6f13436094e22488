using System.Net;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.SignIn;

/// <summary>From where somebody tries to sign in, by whichever front door.</summary>
/// <param name="Network">What failures are counted for.</param>
/// <param name="ConnectionId">For the log.</param>
internal readonly record struct SignInSource(EndPoint? Remote, IPAddress Network, string ConnectionId)
{
    public static SignInSource Of(SipConnection connection) => new(connection.RemoteEndPoint, connection.RemoteNetwork, connection.Id);

    public static SignInSource Of(HttpContext http)
    {
        var remote = http.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, http.Connection.RemotePort) : null;
        return new SignInSource(remote, RemoteNetwork.Of(remote), http.Connection.Id);
    }
}
