using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Slow;

/// <summary>A client's connection with little room in it, and one that can fall silent while it still reads.</summary>
internal sealed class TestLine : IDuplexPipe, IDisposable
{
    // As small as the system allows: what the kernel holds for a slow reader is not the server's to bound.
    private const int ReceiveBuffer = 16 * 1024;

    private readonly LineStream _stream;
    private readonly EndPoint? _local;

    private TestLine(Socket socket)
    {
        _local = socket.LocalEndPoint;
        _stream = new LineStream(socket);
        Input = PipeReader.Create(_stream);
        Output = PipeWriter.Create(_stream);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public static async Task<TestLine> ConnectAsync(EndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = ReceiveBuffer,
        };
        await socket.ConnectAsync(server);
        return new TestLine(socket);
    }

    public SipClient CreateClient() => new(this, _local);

    /// <summary>From now on nothing that the client says leaves.</summary>
    public void Mute() => _stream.IsMute = true;

    public void Dispose() => _stream.Dispose();

    private sealed class LineStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        private volatile bool _isMute;

        public bool IsMute
        {
            set => _isMute = value;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _isMute ? default : base.WriteAsync(buffer, cancellationToken);
    }
}
