using System.IO.Pipelines;
using System.Net.WebSockets;

namespace PersistentChat.Sip.Transport;

/// <summary>A WebSocket as a pair of pipes, so that everything above is the same as over a socket.</summary>
internal sealed class WebSocketTransport(WebSocket socket, bool isSecure) : IDuplexPipe
{
    /// <summary>RFC 7118 section 4.</summary>
    public const string SubProtocol = "sip";

    /// <summary>How Via headers name it (RFC 7118 section 5.2).</summary>
    public string Name { get; } = isSecure ? "WSS" : "WS";

    public PipeReader Input { get; } = new WebSocketReader(socket);

    public PipeWriter Output { get; } = new WebSocketWriter(socket);

    /// <summary>How messages are found in what comes in over a transport.</summary>
    public static IMessageFramer FramerOf(IDuplexPipe transport, SipLimits limits) =>
        transport.Input is WebSocketReader reader ? new WebSocketFramer(reader, limits) : new MessageFramer(limits);
}
