using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Client;

/// <summary>A way to a server.</summary>
/// <param name="Pipe">Belongs to whoever has it.</param>
/// <param name="Local">The address at this end. Null: it cannot be known.</param>
/// <param name="TransportName">As in Via.</param>
internal sealed record ClientConnection(IDuplexPipe Pipe, EndPoint? Local, string TransportName)
{
    public static async Task<ClientConnection> OpenAsync(EndPoint endPoint, SslClientAuthenticationOptions? tls, CancellationToken ct)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, ct);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (tls is null) { return new ClientConnection(new StreamPipe(stream), socket.LocalEndPoint, "TCP"); }
            var secure = new SslStream(stream);
            await secure.AuthenticateAsClientAsync(tls, ct);
            return new ClientConnection(new StreamPipe(secure), socket.LocalEndPoint, "TLS");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task<ClientConnection> OpenAsync(Uri uri, Action<ClientWebSocketOptions>? configure, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(WebSocketTransport.SubProtocol);
            configure?.Invoke(socket.Options);
            await socket.ConnectAsync(uri, ct);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var transport = new WebSocketTransport(socket, isSecure: uri.Scheme == Uri.UriSchemeWss);
        return new ClientConnection(transport, Local: null, transport.Name);
    }
}
