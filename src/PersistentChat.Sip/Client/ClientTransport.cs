using System.IO.Pipelines;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Client;

/// <summary>The reading and writing of <see cref="SipClient"/>: messages in, one at a time, and messages out.</summary>
internal sealed class ClientTransport : IAsyncDisposable
{
    // What a server may send and what may wait to leave: generous, since the process at the other end is ours.
    private static readonly SipLimits Limits = new()
    {
        MaxMessageBytes = 16 * 1024 * 1024,
        OutboundBytes = 16 * 1024 * 1024,
    };

    private readonly IDuplexPipe _pipe;
    private readonly Func<SipMessage, ValueTask> _onMessage;
    private readonly Action _onLost;
    private readonly OutboundQueue _outbound;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _writing;
    private TaskCompletionSource? _pause;

    public ClientTransport(IDuplexPipe pipe, Func<SipMessage, ValueTask> onMessage, Action onLost)
    {
        _pipe = pipe;
        _outbound = new OutboundQueue(Limits.OutboundBytes, new WriterTurns(), keepsBoundaries: pipe is WebSocketTransport);
        _onMessage = onMessage;
        _onLost = onLost;

        // In this order: the reader waits for the writer at its end.
        _writing = WriteAsync();
        _reading = ReadAsync();
    }

    /// <summary>Completes when the connection is gone, for whatever reason.</summary>
    public Task Lost => _lost.Task;

    public static IOException LostException() => new("The connection to the server was lost.");

    public bool TryAppend<TState>(TState state, OutboundQueue.MessageWriter<TState> write) =>
        _outbound.TryAppend(state, write) == AppendResult.Appended;

    /// <exception cref="IOException">The connection was lost, or the server takes too little.</exception>
    public void Append<TState>(TState state, OutboundQueue.MessageWriter<TState> write)
    {
        if (!TryAppend(state, write)) { throw LostException(); }
    }

    public void StopReading()
    {
        Interlocked.CompareExchange(ref _pause, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        Wake(_pipe.Input.CancelPendingRead);
    }

    public void ResumeReading() => Interlocked.Exchange(ref _pause, null)?.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        _lost.TrySetResult();
        _outbound.Abort();
        ResumeReading();
        WakeUp();
        await _reading;
    }

    private static bool IsLoss(Exception exception) =>
        exception is IOException or ObjectDisposedException or OperationCanceledException;

    private static void Wake(Action cancel)
    {
        try
        {
            cancel();
        }
        catch (ObjectDisposedException)
        {
            // Completed already, so nobody waits.
        }
    }

    private void WakeUp()
    {
        Wake(_pipe.Input.CancelPendingRead);
        Wake(_pipe.Output.CancelPendingFlush);
    }

    private async Task ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var framer = WebSocketTransport.FramerOf(_pipe, Limits);
        try
        {
            while (!_lost.Task.IsCompleted)
            {
                if (Volatile.Read(ref _pause) is { } pause) { await Task.WhenAny(pause.Task, _lost.Task); }
                var result = await _pipe.Input.ReadAsync();
                if (!await ReceiveAsync(framer, result) || result.IsCompleted) { break; }
            }
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // What follows is the same.
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task<bool> ReceiveAsync(IMessageFramer framer, ReadResult result)
    {
        var buffer = result.Buffer;
        try
        {
            while (Volatile.Read(ref _pause) is null)
            {
                var status = framer.Read(ref buffer, out var frame);
                if (status == FrameStatus.NeedMore) { return true; }
                if (status == FrameStatus.Refused || !frame.TryParse(out var message, out _)) { return false; }
                await _onMessage(message);
            }

            return true;
        }
        finally
        {
            // While paused nothing was looked at; "examined to the end" would lose what is here already.
            var isPaused = Volatile.Read(ref _pause) is not null;
            _pipe.Input.AdvanceTo(buffer.Start, isPaused ? buffer.Start : buffer.End);
        }
    }

    private async Task WriteAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _outbound.RunAsync(_pipe.Output);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // The reader sees it too.
        }

        _lost.TrySetResult();
        WakeUp();
    }

    private async Task EndAsync()
    {
        _lost.TrySetResult();
        _outbound.Abort();
        _onLost();
        WakeUp();
        await _writing;

        // With an exception, or it would try to write what is left over of a cancelled write.
        await _pipe.Output.CompleteAsync(LostException());
        await _pipe.Input.CompleteAsync();
    }
}
