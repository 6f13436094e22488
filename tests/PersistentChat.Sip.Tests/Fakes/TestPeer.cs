using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>
/// The far end of an in-memory connection to the endpoint under test. What was sent has been read and looked at when
/// <see cref="SendAsync(string)"/> returns, as far as the server reads at all: nothing depends on how busy the machine is.
/// </summary>
internal sealed class TestPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly MessageFramer _framer = new(new SipLimits { MaxMessageBytes = 16 * 1024 * 1024 });
    private readonly Pipe _toServer;
    private readonly Pipe _fromServer;
    private readonly CancellationTokenSource _patience = new(Patience);

    /// <param name="handler">The server's side.</param>
    /// <param name="id">Of the connection.</param>
    /// <param name="unread">How many bytes the server may write before somebody has to read.</param>
    /// <param name="from">Where the server sees it come from.</param>
    /// <param name="frontEnd">What it has proved to be, if anything.</param>
    public TestPeer(SipConnectionHandler handler, string id, long unread, EndPoint? from = null, FrontEnd? frontEnd = null)
    {
        _toServer = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        _fromServer = new Pipe(new PipeOptions(
            pauseWriterThreshold: unread, resumeWriterThreshold: Math.Max(1, unread / 2), useSynchronizationContext: false));
        Output = new CountingPipeWriter(_fromServer.Writer);
        Context = new DefaultConnectionContext(
            id, new DuplexPipe(_toServer.Reader, Output), new DuplexPipe(_fromServer.Reader, _toServer.Writer))
        {
            RemoteEndPoint = from,
        };
        Context.Features.Set(frontEnd);
        Handling = HandleAsync(handler);
    }

    public DefaultConnectionContext Context { get; }

    public CountingPipeWriter Output { get; }

    public CancellationToken Impatience => _patience.Token;

    /// <summary>Completes when the server is through with the connection.</summary>
    public Task Handling { get; }

    public async Task SendAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _toServer.Writer.WriteAsync(bytes, Impatience);

    public async Task SendAsync(string text, int pieces)
    {
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(pieces))
        {
            await SendAsync(piece);
        }
    }

    /// <summary>The start line of the next message, whatever else is in it.</summary>
    public async Task<string> ReceiveStartLineAsync()
    {
        while (true)
        {
            var result = await _fromServer.Reader.ReadAsync(Impatience);
            var buffer = result.Buffer;
            var found = _framer.Read(ref buffer, out var frame) == FrameStatus.Message;
            var text = found ? Encoding.UTF8.GetString(frame.Head.Span) : "";
            _fromServer.Reader.AdvanceTo(buffer.Start, found ? buffer.Start : buffer.End);
            if (found) { return text[..text.IndexOf('\r', StringComparison.Ordinal)]; }
            if (result.IsCompleted) { throw new EndOfStreamException(); }
        }
    }

    /// <summary>The next message of the server.</summary>
    public async Task<SipMessage> ReceiveAsync()
    {
        while (true)
        {
            var result = await _fromServer.Reader.ReadAsync(Impatience);
            var buffer = result.Buffer;
            var status = _framer.Read(ref buffer, out var frame);
            SipMessage? message = null;
            if (status == FrameStatus.Message && !frame.TryParse(out message, out var error))
            {
                Assert.Fail($"The server sent what is no message: {error}");
            }

            _fromServer.Reader.AdvanceTo(buffer.Start, message is null ? buffer.End : buffer.Start);
            if (message is not null) { return message; }
            if (result.IsCompleted) { throw new EndOfStreamException(); }
        }
    }

    public async Task<SipResponse> ReceiveResponseAsync() => (SipResponse)await ReceiveAsync();

    public async Task<SipRequest> ReceiveRequestAsync() => (SipRequest)await ReceiveAsync();

    /// <param name="request">Sent as it is.</param>
    /// <param name="skipping">Messages that come before the answer.</param>
    public async Task<SipResponse> AskAsync(string request, int skipping = 0)
    {
        await SendAsync(request);
        for (var i = 0; i < skipping; i++)
        {
            await ReceiveAsync();
        }

        return await ReceiveResponseAsync();
    }

    /// <summary>Everything up to the end of the connection, as text.</summary>
    public async Task<string> ReceiveToEndAsync()
    {
        using var bytes = new MemoryStream();
        await _fromServer.Reader.CopyToAsync(bytes, Impatience);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The connection breaks.</summary>
    public async Task DisconnectAsync()
    {
        await _toServer.Writer.CompleteAsync(new ConnectionResetException("the peer is gone"));
        await _fromServer.Reader.CompleteAsync();
        await Handling.WaitAsync(Impatience);
    }

    /// <summary>The peer has said all it had to say, and still listens.</summary>
    public async Task FinishAsync() => await _toServer.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await _fromServer.Reader.CompleteAsync();
        await Handling.WaitAsync(Patience);
        _patience.Dispose();
    }

    private async Task HandleAsync(SipConnectionHandler handler)
    {
        // On the caller's thread up to the first wait: whoever has connected was accepted, at the time that the clock shows now.
        await handler.OnConnectedAsync(Context);
        await _toServer.Reader.CompleteAsync();
        await Output.CompleteAsync();
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
