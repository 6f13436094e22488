using System.Buffers;

namespace PersistentChat.Load.Wire;

/// <summary>What waits to leave a connection: senders never wait, all that is there leaves in one write.</summary>
internal sealed class Outbox(Stream stream) : IAsyncDisposable
{
    private const int KeptBytes = 4 * 1024;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _leaving = new();
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isLost;

    /// <summary>False: the connection is gone.</summary>
    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isLost) { return false; }
            _pending.Write(bytes);
            if (_isSending) { return true; }
            _isSending = true;
        }

        // Only whoever turned the flag gets here; without a full socket buffer it is done when this returns.
        _sending = SendAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Lose();
        await _sending;
    }

    private async Task SendAsync()
    {
        while (Take() is { } leaving)
        {
            try
            {
                await stream.WriteAsync(leaving.WrittenMemory);
            }
            catch (Exception lost) when (lost is IOException or ObjectDisposedException)
            {
                Lose();
            }
        }
    }

    private ArrayBufferWriter<byte>? Take()
    {
        lock (_gate)
        {
            if (_isLost || _pending.WrittenCount == 0)
            {
                _isSending = false;
                return null;
            }

            // Whoever is idle holds no more than it needs: there are thousands.
            var free = _leaving.Capacity > KeptBytes ? new ArrayBufferWriter<byte>() : _leaving;
            free.ResetWrittenCount();
            (_pending, _leaving) = (free, _pending);
            return _leaving;
        }
    }

    private void Lose()
    {
        lock (_gate) { _isLost = true; }
    }
}
