using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PersistentChat.Sip.Transport;

/// <summary>A WebSocket of the web server as a connection like those of a listener.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private readonly HttpContext _http;
    private readonly WebSocket _socket;
    private readonly Lock _ending = new();
    private bool _isOver;

    public WebSocketConnection(HttpContext http, WebSocket socket)
    {
        _http = http;
        _socket = socket;
        ConnectionId = http.Connection.Id;
        Transport = new WebSocketTransport(socket, http.Request.IsHttps);
        LocalEndPoint = EndPointOf(http.Connection.LocalIpAddress, http.Connection.LocalPort);
        RemoteEndPoint = EndPointOf(http.Connection.RemoteIpAddress, http.Connection.RemotePort);
        Features.Set(http.Features.Get<ITlsHandshakeFeature>());
        Features.Set(http.Features.Get<IConnectionLifetimeNotificationFeature>());
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        lock (_ending)
        {
            if (_isOver) { return; }
            _socket.Abort();
            _http.Abort();
        }
    }

    /// <summary>From now on the web server may use the request for another; whoever still wants to abort it comes too late.</summary>
    public override ValueTask DisposeAsync()
    {
        lock (_ending)
        {
            _isOver = true;
        }

        return base.DisposeAsync();
    }

    /// <summary>Says goodbye, if there is still somebody who listens (RFC 6455 section 7.1.2).</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) { return; }
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception lost) when (lost is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            _http.Abort();
        }
    }

    private static IPEndPoint? EndPointOf(IPAddress? address, int port) => address is null ? null : new IPEndPoint(address, port);
}
