using System.Net.Sockets;
using System.Text;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>A WebSocket without a library, which does only what it is told: no pong unless somebody sends one.</summary>
internal sealed class RawWebSocket : IDisposable
{
    public const byte Ping = 0x9;
    public const byte Pong = 0xA;

    private readonly TcpClient _tcp = new();

    public static async Task<RawWebSocket> ConnectAsync(Uri uri, CancellationToken ct)
    {
        var raw = new RawWebSocket();
        await raw._tcp.ConnectAsync(uri.Host, uri.Port, ct);
        await raw._tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {uri.AbsolutePath} HTTP/1.1\r\nHost: {uri.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n"), ct);
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += (char)await raw.ReadByteAsync(ct);
        }

        Assert.That(head, Does.StartWith("HTTP/1.1 101 ").And.Contains("Sec-WebSocket-Protocol: sip\r\n"));
        return raw;
    }

    /// <summary>A frame that is a message, short enough for one byte of length, masked with zeros.</summary>
    public async Task SendAsync(byte opcode, string payload, CancellationToken ct)
    {
        var bytes = Encoding.ASCII.GetBytes(payload);
        Assert.That(bytes, Has.Length.LessThan(126));
        await _tcp.GetStream().WriteAsync((byte[])[(byte)(0x80 | opcode), (byte)(0x80 | bytes.Length), 0, 0, 0, 0, .. bytes], ct);
    }

    public async Task<(byte Opcode, string Payload)> ReceiveAsync(CancellationToken ct)
    {
        var opcode = (byte)(await ReadByteAsync(ct) & 0xF);
        var payload = new byte[await ReadByteAsync(ct)];
        await _tcp.GetStream().ReadExactlyAsync(payload, ct);
        return (opcode, Encoding.ASCII.GetString(payload));
    }

    /// <exception cref="EndOfStreamException">The connection has ended.</exception>
    public async Task<byte> ReadByteAsync(CancellationToken ct)
    {
        var one = new byte[1];
        await _tcp.GetStream().ReadExactlyAsync(one, ct);
        return one[0];
    }

    public void Dispose() => _tcp.Dispose();
}
