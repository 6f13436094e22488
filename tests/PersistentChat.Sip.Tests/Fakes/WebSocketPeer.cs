using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>The far end of a WebSocket, which says where each message ends.</summary>
internal sealed class WebSocketPeer : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(120));
    private readonly ClientWebSocket _socket = new();

    public CancellationToken Impatience => _patience.Token;

    public ClientWebSocket Socket => _socket;

    public static async Task<WebSocketPeer> ConnectAsync(Uri uri)
    {
        var peer = new WebSocketPeer();
        peer._socket.Options.AddSubProtocol("sip");
        await peer._socket.ConnectAsync(uri, peer.Impatience);
        return peer;
    }

    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, Impatience);

    /// <summary>One message in frames of so many bytes, and an empty one at the end.</summary>
    public async Task SendFragmentsAsync(string text, int size)
    {
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(size))
        {
            await SendFragmentAsync(piece);
        }

        await _socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, Impatience);
    }

    public async Task SendFragmentAsync(ReadOnlyMemory<byte> piece) =>
        await _socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, Impatience);

    /// <summary>The next WebSocket message, whatever is in it; null: the server has closed.</summary>
    public async Task<(byte[] Bytes, WebSocketMessageType Type)?> ReceiveBytesAsync()
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await _socket.ReceiveAsync(bytes.GetMemory(64 * 1024), Impatience);
            if (result.MessageType == WebSocketMessageType.Close) { return null; }
            bytes.Advance(result.Count);
            if (result.EndOfMessage) { return (bytes.WrittenSpan.ToArray(), result.MessageType); }
        }
    }

    /// <summary>The next WebSocket message, which is exactly one SIP message.</summary>
    public async Task<SipMessage> ReceiveAsync()
    {
        var (bytes, _) = await ReceiveBytesAsync() ?? throw new EndOfStreamException();
        var buffer = new ReadOnlySequence<byte>(bytes);
        var status = new MessageFramer(new SipLimits { MaxMessageBytes = 16 * 1024 * 1024 }).Read(ref buffer, out var frame);
        Assert.That((status, buffer.Length), Is.EqualTo((FrameStatus.Message, 0)), Encoding.UTF8.GetString(bytes));
        Assert.That(frame.TryParse(out var message, out var error), $"{error}");
        return message!;
    }

    public async Task<SipResponse> AskAsync(string request)
    {
        await SendAsync(request);
        return (SipResponse)await ReceiveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
