using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// What waits to leave a connection. Senders append whole messages and never wait; one writer takes everything that is
/// pending and makes one write of it. The bound is in bytes; a peer for whom it is reached is too slow and is disconnected.
/// While nothing is pending no buffer is held.
/// </summary>
/// <param name="bound">Bytes.</param>
/// <param name="keepsBoundaries">One write for each message, for transports that carry messages (RFC 7118 section 5).</param>
internal sealed class OutboundQueue(int bound, bool keepsBoundaries = false) : IValueTaskSource
{
    private readonly Lock _gate = new();
    private readonly PendingBuffer _pending = new();
    private List<int> _ends = [];
    private ManualResetValueTaskSourceCore<bool> _wakeUp = new() { RunContinuationsAsynchronously = true };
    private bool _isWriterWaiting;
    private bool _isComplete;
    private TaskCompletionSource? _room;

    /// <summary>Writes one message; what it throws is the caller's, and nothing of the message stays behind.</summary>
    public delegate void MessageWriter<TState>(TState state, PendingBuffer output)
        where TState : allows ref struct;

    /// <summary>Bytes pending, without those already handed to the transport.</summary>
    public int Length
    {
        get
        {
            lock (_gate) { return _pending.Length; }
        }
    }

    /// <summary>Bytes of memory held for them; none while nothing is pending.</summary>
    public int Capacity
    {
        get
        {
            lock (_gate) { return _pending.Capacity; }
        }
    }

    /// <summary>Counts what was taken to be written; all that waits is of the same batch. For whoever writes a message.</summary>
    public long Batch { get; private set; }

    /// <summary>Less than half of the bound waits.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate) { return HasRoomOrEnds; }
        }
    }

    private bool HasRoomOrEnds => _isComplete || _pending.Length <= bound / 2;

    /// <summary>
    /// For whoever makes a peer's answers: waits until it has taken some. Others, who owe it nothing, never wait.
    /// </summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (HasRoomOrEnds) { return Task.CompletedTask; }
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Appends one message, all or nothing. An empty one is none, so the writer may change its mind.</summary>
    public AppendResult TryAppend<TState>(TState state, MessageWriter<TState> write)
        where TState : allows ref struct
    {
        bool wake;
        lock (_gate)
        {
            if (_isComplete) { return AppendResult.Closed; }

            var before = _pending.Length;
            try
            {
                write(state, _pending);
            }
            catch
            {
                _pending.Truncate(before);
                throw;
            }

            if (_pending.Length == before) { return AppendResult.Nothing; }
            if (before > 0 && _pending.Length > bound)
            {
                _pending.Truncate(before);
                return AppendResult.Full;
            }

            if (keepsBoundaries) { _ends.Add(_pending.Length); }
            wake = _isWriterWaiting;
            _isWriterWaiting = false;
        }

        if (wake) { _wakeUp.SetResult(true); }
        return AppendResult.Appended;
    }

    /// <summary>Takes nothing more; what is pending still leaves.</summary>
    public void Complete() => Complete(drop: false);

    /// <summary>Takes nothing more and drops what is pending.</summary>
    public void Abort() => Complete(drop: true);

    /// <summary>The one writer. True: the queue is complete and everything has left. False: the transport takes no more.</summary>
    public async Task<bool> RunAsync(PipeWriter output)
    {
        while (await TakeAsync() is { Bytes.Count: > 0 } taken)
        {
            var goesOn = keepsBoundaries
                ? await WriteEachAsync(taken.Bytes, taken.Ends, output)
                : await WriteAllAsync(taken.Bytes, output);
            if (!goesOn) { return false; }
        }

        return true;
    }

    private static async ValueTask<bool> WriteAllAsync(ArraySegment<byte> taken, PipeWriter output)
    {
        // Copied into the transport's own buffers, so that the array is back in the pool while the peer is waited for.
        Copy(taken, output);
        return await FlushAsync(output);
    }

    private static async ValueTask<bool> WriteEachAsync(ArraySegment<byte> taken, List<int> ends, PipeWriter output)
    {
        try
        {
            var begin = 0;
            foreach (var end in ends)
            {
                System.Buffers.BuffersExtensions.Write(output, taken.AsSpan(begin, end - begin));
                if (!await FlushAsync(output)) { return false; }
                begin = end;
            }

            return true;
        }
        finally
        {
            PendingBuffer.Return(taken);
        }
    }

    private static async ValueTask<bool> FlushAsync(PipeWriter output) =>
        await output.FlushAsync(CancellationToken.None) is { IsCompleted: false, IsCanceled: false };

    private static void Copy(ArraySegment<byte> taken, PipeWriter output)
    {
        try
        {
            System.Buffers.BuffersExtensions.Write(output, taken.AsSpan());
        }
        finally
        {
            PendingBuffer.Return(taken);
        }
    }

    private async ValueTask<(ArraySegment<byte> Bytes, List<int> Ends)> TakeAsync()
    {
        while (true)
        {
            ValueTask waiting;
            lock (_gate)
            {
                if (_pending.Length > 0)
                {
                    LetRead();
                    return Detach();
                }

                if (_isComplete) { return default; }
                _wakeUp.Reset();
                _isWriterWaiting = true;
                waiting = new ValueTask(this, _wakeUp.Version);
            }

            await waiting;
        }
    }

    private void LetRead()
    {
        _room?.TrySetResult();
        _room = null;
    }

    private (ArraySegment<byte> Bytes, List<int> Ends) Detach()
    {
        var ends = _ends;
        if (keepsBoundaries) { _ends = []; }
        Batch++;
        return (_pending.Detach(), ends);
    }

    private void Complete(bool drop)
    {
        bool wake;
        lock (_gate)
        {
            _isComplete = true;
            LetRead();
            if (drop) { PendingBuffer.Return(Detach().Bytes); }
            wake = _isWriterWaiting;
            _isWriterWaiting = false;
        }

        if (wake) { _wakeUp.SetResult(true); }
    }

    void IValueTaskSource.GetResult(short token) => _wakeUp.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wakeUp.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wakeUp.OnCompleted(continuation, state, token, flags);
}
