using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Sip.Transport;

/// <summary>Makes a Kestrel listener a SIP listener (RFC 3261 section 18.2).</summary>
public static class SipListenOptions
{
    extension(ListenOptions listener)
    {
        /// <summary>Serves SIP over TCP, or TLS when <c>UseHttps</c> came before. Needs <c>AddSip</c>.</summary>
        /// <exception cref="InvalidOperationException">An authentication that proves nothing on a listener that others can reach.</exception>
        public ListenOptions UseSip(IAuthentication authentication)
        {
            var isLoopback = listener.IPEndPoint is { } ip && IPAddress.IsLoopback(ip.Address);
            if (authentication.IsForLoopbackOnly && !isLoopback)
            {
                throw new InvalidOperationException(
                    $"{authentication.GetType().Name} is only for listeners on a loopback address, not for {listener.EndPoint}.");
            }

            var endpoint = listener.ApplicationServices.GetRequiredService<SipEndpoint>();
            var handler = new SipConnectionHandler(endpoint, authentication);
            listener.Run(handler.OnConnectedAsync);
            return listener;
        }
    }
}
