using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PersistentChat.Sip.Client;

namespace PersistentChat.Load.Wire;

/// <summary>
/// A connection whose INFOs never become objects: each is given, as bytes, to whoever counts, and answered 200; the answers to
/// all that one read brought leave in one write. A delivery must cost less here than in the server. Everything else belongs to
/// the <see cref="SipClient"/> that has this as its transport: it signs in, opens the dialog, and sends.
/// </summary>
internal sealed class InfoConnection : IDuplexPipe, IAsyncDisposable
{
    private const int FirstBytes = 2 * 1024;
    private const int KeptBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly Outbox _outbox;
    private readonly InfoHandler _onInfo;
    private readonly Pipe _others = new();
    private readonly ArrayBufferWriter<byte> _answers = new();
    private readonly Task _reading;

    public InfoConnection(Stream stream, InfoHandler onInfo)
    {
        _stream = stream;
        _onInfo = onInfo;
        _outbox = new Outbox(stream);
        Output = new OutboxWriter(_outbox, stream.Dispose);
        _reading = ReadAsync();
    }

    /// <param name="body">Of the INFO; valid during the call.</param>
    /// <param name="at">When it was read, as of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public delegate void InfoHandler(ReadOnlySpan<byte> body, long at);

    public PipeReader Input => _others.Reader;

    public PipeWriter Output { get; }

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<(Stream Stream, EndPoint? Local)> OpenAsync(Target target, CancellationToken ct)
    {
        var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Address, ct);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (target.Tls is not { } tls) { return (stream, socket.LocalEndPoint); }
            var secure = new SslStream(stream);
            await secure.AuthenticateAsClientAsync(tls, ct);
            return (secure, socket.LocalEndPoint);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _outbox.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[FirstBytes];
        var filled = 0;
        try
        {
            while (await _stream.ReadAsync(buffer.AsMemory(filled)) is > 0 and var read)
            {
                filled += read;
                var isFull = filled == buffer.Length;
                var used = Take(buffer.AsSpan(0, filled), out var forOthers);
                if (forOthers && (await _others.Writer.FlushAsync()).IsCompleted) { break; }
                filled -= used;
                buffer = Fit(buffer, used, filled, isFull);
            }
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException)
        {
            // What follows is the same.
        }
        finally
        {
            await _others.Writer.CompleteAsync();
            await _stream.DisposeAsync();
        }
    }

    /// <summary>Takes the whole messages from the front; how many bytes they are.</summary>
    private int Take(ReadOnlySpan<byte> bytes, out bool forOthers)
    {
        var at = Stopwatch.GetTimestamp();
        var taken = 0;
        forOthers = false;
        _answers.ResetWrittenCount();
        while (SipBytes.Frame(bytes[taken..], out var headLength) is > 0 and var length)
        {
            var message = bytes.Slice(taken, length);
            taken += length;
            if (message.StartsWith("INFO "u8))
            {
                SipBytes.Answer(message[..headLength], _answers);
                _onInfo(message[headLength..], at);
                continue;
            }

            _others.Writer.Write(message);
            forOthers = true;
        }

        if (_answers.WrittenCount > 0) { _outbox.TrySend(_answers.WrittenSpan); }
        return taken;
    }

    // As large as what comes at once, but not for good: idle connections are many.
    private static byte[] Fit(byte[] buffer, int used, int filled, bool isFull)
    {
        var size = filled == buffer.Length || (isFull && buffer.Length < KeptBytes) ? buffer.Length * 2
            : filled == 0 && buffer.Length > KeptBytes ? FirstBytes
            : buffer.Length;
        var next = size == buffer.Length ? buffer : new byte[size];
        buffer.AsSpan(used, filled).CopyTo(next);
        return next;
    }
}
