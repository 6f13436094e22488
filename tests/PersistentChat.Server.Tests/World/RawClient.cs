using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Tests.World;

/// <summary>A connection that sends what it is given and answers nothing by itself.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly MessageFramer _framer = new(new SipLimits());
    private readonly Stream _stream;
    private readonly PipeReader _reader;

    private RawClient(Stream stream)
    {
        _stream = stream;
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
    }

    public static Task<RawClient> ConnectAsync(TestServer server) => ConnectAsync(server.Address);

    public static async Task<RawClient> ConnectAsync(IPEndPoint address) => new(await OpenAsync(address));

    public static async Task<RawClient> ConnectAsync(IPEndPoint address, SslClientAuthenticationOptions tls)
    {
        var secure = new SslStream(await OpenAsync(address));
        await secure.AuthenticateAsClientAsync(tls, Patience.Token);
        return new RawClient(secure);
    }

    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), Patience.Token);

    /// <summary>The next message of the server.</summary>
    public async Task<SipMessage> ReceiveAsync()
    {
        while (true)
        {
            var result = await _reader.ReadAsync(Patience.Token);
            var buffer = result.Buffer;
            var status = _framer.Read(ref buffer, out var frame);
            SipMessage? message = null;
            if (status == FrameStatus.Message && !frame.TryParse(out message, out var error))
            {
                Assert.Fail($"The server sent what is no message: {error}");
            }

            _reader.AdvanceTo(buffer.Start, message is null ? buffer.End : buffer.Start);
            if (message is not null)
            {
                return message;
            }

            Assert.That(result.IsCompleted, Is.False, "the connection ended");
        }
    }

    public async Task<SipResponse> AskAsync(string request)
    {
        await SendAsync(request);
        return (SipResponse)await ReceiveAsync();
    }

    private static async Task<NetworkStream> OpenAsync(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, Patience.Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        await _stream.DisposeAsync();
    }
}
