using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// What comes in over a WebSocket, one message at a time: a read hands out as much of the current message as is there, and
/// <see cref="IsEndOfMessage"/> says whether that is all of it. While nothing comes in no buffer is held.
/// </summary>
internal sealed class WebSocketReader(WebSocket socket) : PipeReader
{
    private const int PieceSize = 4096;

    private byte[] _bytes = [];
    private int _length;
    private bool _isMoreWanted = true;
    private bool _isOver;
    private Task? _receiving;
    private TaskCompletionSource _canceled = NewSignal();

    /// <summary>What was read last is a whole message.</summary>
    public bool IsEndOfMessage { get; private set; }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_isMoreWanted && !_isOver)
        {
            var receiving = _receiving ??= ReceiveAsync();
            var canceled = _canceled.Task;
            if (!receiving.IsCompleted) { await Task.WhenAny(receiving, canceled).WaitAsync(cancellationToken); }

            // What is being received goes on being so: half a WebSocket message cannot be given back.
            if (!receiving.IsCompleted || canceled.IsCompleted) { return Canceled(); }
            _receiving = null;
            await receiving;
        }
        else if (_canceled.Task.IsCompleted)
        {
            return Canceled();
        }

        return new ReadResult(new ReadOnlySequence<byte>(_bytes, 0, _length), isCanceled: false, _isOver);
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // Nothing was handed out while a receive is under way.
        if (_receiving is not null) { return; }
        var used = consumed.GetInteger();
        _isMoreWanted = examined.GetInteger() == _length;
        if (used == _length)
        {
            Release();
            IsEndOfMessage = false;
            return;
        }

        _bytes.AsSpan(used, _length - used).CopyTo(_bytes);
        _length -= used;
    }

    public override void CancelPendingRead() => _canceled.TrySetResult();

    /// <summary>Ends the reading alone; the WebSocket belongs to whoever made it.</summary>
    public override void Complete(Exception? exception = null)
    {
        _isOver = true;
        if (_receiving is null) { Release(); }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReadResult Canceled()
    {
        if (_canceled.Task.IsCompleted) { _canceled = NewSignal(); }
        return new ReadResult(default, isCanceled: true, isCompleted: false);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            // Waits without a buffer: most connections are silent most of the time.
            if (_length == 0 && await ReceiveAsync(Memory<byte>.Empty)) { return; }
            Grow();
            await ReceiveAsync(_bytes.AsMemory(_length));
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(lost.Message, lost);
        }
    }

    /// <summary>True: the message, or all of it, is over.</summary>
    private async ValueTask<bool> ReceiveAsync(Memory<byte> memory)
    {
        var result = await socket.ReceiveAsync(memory, CancellationToken.None);
        _isOver = result.MessageType == WebSocketMessageType.Close;
        _length += result.Count;
        IsEndOfMessage = result.EndOfMessage && !_isOver;
        return result.EndOfMessage || _isOver;
    }

    private void Grow()
    {
        if (_length < _bytes.Length) { return; }
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(PieceSize, _length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0) { ArrayPool<byte>.Shared.Return(_bytes); }
        _bytes = larger;
    }

    private void Release()
    {
        if (_bytes.Length > 0) { ArrayPool<byte>.Shared.Return(_bytes); }
        _bytes = [];
        _length = 0;
    }
}
