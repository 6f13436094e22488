using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Sip.Transport;

/// <summary>Makes a path of a web application a SIP listener (RFC 7118).</summary>
public static class SipWebSocketEndpoint
{
    extension(WebApplication app)
    {
        /// <summary>Serves SIP over WebSocket at a path. Needs <c>AddSip</c>.</summary>
        public void MapSip(string path, IAuthentication authentication, WebSocketAdmission admission)
        {
            var endpoint = app.Services.GetRequiredService<SipEndpoint>();
            var options = app.Services.GetRequiredService<IOptions<SipWebSocketOptions>>().Value;
            var handler = new SipConnectionHandler(endpoint, authentication);
            app.UseWebSockets();
            app.Map(path, http => Check(http, admission, authentication.IsForLoopbackOnly) is var (status, reason)
                ? RefuseAsync(http, status, reason)
                : ServeAsync(http, handler, options, endpoint.Limits.LingerTimeout));
        }
    }

    private static (int Status, string Reason)? Check(HttpContext http, WebSocketAdmission admission, bool isAnybodyBelieved)
    {
        if (!http.WebSockets.IsWebSocketRequest) { return (StatusCodes.Status426UpgradeRequired, "This is SIP over WebSocket (RFC 7118)."); }
        if (admission.Check(http, isAnybodyBelieved) is { } refusal) { return refusal; }
        return http.WebSockets.WebSocketRequestedProtocols.Contains(WebSocketTransport.SubProtocol)
            ? null
            : (StatusCodes.Status400BadRequest, "The subprotocol is sip.");
    }

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status426UpgradeRequired)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.Connection = "Upgrade";
            http.Response.Headers.SecWebSocketVersion = "13";
        }

        return http.Response.WriteAsync(reason);
    }

    private static async Task ServeAsync(HttpContext http, SipConnectionHandler handler, SipWebSocketOptions options, TimeSpan linger)
    {
        // The web server's own idea of a slow reader is another than that of the outbound queue.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) { rate.MinDataRate = null; }
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = WebSocketTransport.SubProtocol,
            KeepAliveInterval = options.PingInterval,
            KeepAliveTimeout = options.PongTimeout,
        });
        await using var connection = new WebSocketConnection(http, socket);
        await handler.OnConnectedAsync(connection);
        await connection.CloseAsync(linger);
    }
}
