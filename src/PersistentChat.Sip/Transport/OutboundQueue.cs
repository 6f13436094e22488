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
internal sealed class OutboundQueue(int bound, WriterTurns turns, bool keepsBoundaries = false) : IValueTaskSource
{
    private readonly Lock _gate = new();
    private readonly PendingBuffer _pending = new();
    private List<int> _ends = [];
    private ManualResetValueTaskSourceCore<bool> _wakeUp;
    private bool _isWriterWaiting;

    // While the writer is not writing, what is appended goes into the transport's own buffers at once, and the writer has only
    // to tell it to send: a post to thousands would otherwise need an array for each of them at the same time.
    private PipeWriter? _direct;
    private int _handedOver;
    private bool _isComplete;
    private TaskCompletionSource? _room;

    /// <summary>Writes one message; what it throws is the caller's, and nothing of the message stays behind.</summary>
    public delegate void MessageWriter<TState>(TState state, PendingBuffer output)
        where TState : allows ref struct;

    /// <summary>Bytes pending, without those that the transport was told to send.</summary>
    public int Length
    {
        get
        {
            lock (_gate) { return _pending.Length + _handedOver; }
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

    private bool HasRoomOrEnds => _isComplete || _pending.Length + _handedOver <= bound / 2;

    private bool IsEmpty => _pending.Length + _handedOver == 0;

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
            var waiting = before + _handedOver;
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
            if (waiting > 0 && _handedOver + _pending.Length > bound)
            {
                _pending.Truncate(before);
                return AppendResult.Full;
            }

            if (keepsBoundaries) { _ends.Add(_pending.Length); }
            if (_direct is not null) { HandOver(_direct); }
            wake = _isWriterWaiting;
            _isWriterWaiting = false;
        }

        if (wake) { turns.Add(this); }
        return AppendResult.Appended;
    }

    /// <summary>Takes nothing more; what is pending still leaves.</summary>
    public void Complete() => Complete(drop: false);

    /// <summary>Takes nothing more and drops what is pending.</summary>
    public void Abort() => Complete(drop: true);

    /// <summary>The one writer. True: the queue is complete and everything has left. False: the transport takes no more.</summary>
    public async Task<bool> RunAsync(PipeWriter output)
    {
        lock (_gate) { _direct = keepsBoundaries ? null : output; }
        while (true)
        {
            await WaitAsync();
            var goesOn = keepsBoundaries ? await WriteEachAsync(output) : await WriteAllAsync(output);
            if (goesOn is { } knows) { return knows; }
        }
    }

    /// <returns>Null: there may be more.</returns>
    private async ValueTask<bool?> WriteAllAsync(PipeWriter output)
    {
        lock (_gate)
        {
            if (IsEmpty) { return true; }
            HandOver(output);
            LetRead();
            Batch++;
            _handedOver = 0;
            _direct = null;
        }

        if (!await FlushAsync(output)) { return false; }
        lock (_gate) { _direct = output; }
        return null;
    }

    /// <returns>Null: there may be more.</returns>
    private async ValueTask<bool?> WriteEachAsync(PipeWriter output)
    {
        var (taken, ends) = Take();
        if (taken.Count == 0) { return true; }
        try
        {
            var begin = 0;
            foreach (var end in ends)
            {
                System.Buffers.BuffersExtensions.Write(output, taken.AsSpan(begin, end - begin));
                if (!await FlushAsync(output)) { return false; }
                begin = end;
            }

            return null;
        }
        finally
        {
            PendingBuffer.Return(taken);
        }
    }

    private static async ValueTask<bool> FlushAsync(PipeWriter output) =>
        await output.FlushAsync(CancellationToken.None) is { IsCompleted: false, IsCanceled: false };

    private void HandOver(PipeWriter output)
    {
        var taken = _pending.Detach();
        _handedOver += taken.Count;
        try
        {
            System.Buffers.BuffersExtensions.Write(output, taken.AsSpan());
        }
        finally
        {
            PendingBuffer.Return(taken);
        }
    }

    /// <summary>Until something is pending, or will never be again.</summary>
    private ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (!IsEmpty || _isComplete) { return ValueTask.CompletedTask; }
            _wakeUp.Reset();
            _isWriterWaiting = true;
            return new ValueTask(this, _wakeUp.Version);
        }
    }

    /// <summary>All that is pending.</summary>
    private (ArraySegment<byte> Bytes, List<int> Ends) Take()
    {
        lock (_gate)
        {
            if (_pending.Length == 0) { return default; }
            LetRead();
            return Detach();
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

    private void Drop()
    {
        PendingBuffer.Return(Detach().Bytes);
        _handedOver = 0;
    }

    private void Complete(bool drop)
    {
        bool wake;
        lock (_gate)
        {
            _isComplete = true;
            _direct = null;
            LetRead();
            if (drop) { Drop(); }
            wake = _isWriterWaiting;
            _isWriterWaiting = false;
        }

        if (wake) { turns.Add(this); }
    }

    /// <summary>Its turn has come (<see cref="WriterTurns"/>).</summary>
    internal void WakeWriter() => _wakeUp.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _wakeUp.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wakeUp.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wakeUp.OnCompleted(continuation, state, token, flags);
}
