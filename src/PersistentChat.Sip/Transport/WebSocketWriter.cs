using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text.Unicode;

namespace PersistentChat.Sip.Transport;

/// <summary>What goes out over a WebSocket: each flush is one message, of text where it is text (RFC 7118 section 5).</summary>
internal sealed class WebSocketWriter(WebSocket socket) : PipeWriter
{
    private readonly PendingBuffer _pending = new();

    public override void Advance(int bytes) => _pending.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var message = _pending.Detach();
        try
        {
            var type = Utf8.IsValid(message) ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
            await socket.SendAsync(message.AsMemory(), type, endOfMessage: true, cancellationToken);
            return default;
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(lost.Message, lost);
        }
        finally
        {
            PendingBuffer.Return(message);
        }
    }

    /// <summary>Ends the connection: half a message that has left cannot be taken back.</summary>
    public override void CancelPendingFlush() => socket.Abort();

    /// <summary>Ends the writing alone; the WebSocket belongs to whoever made it.</summary>
    public override void Complete(Exception? exception = null) => PendingBuffer.Return(_pending.Detach());
}
