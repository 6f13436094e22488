using System.Buffers;
using System.IO.Pipelines;

namespace PersistentChat.Load.Wire;

/// <summary>The way of a <c>SipClient</c> into an <see cref="Outbox"/>; what it flushes are whole messages.</summary>
internal sealed class OutboxWriter(Outbox outbox, Action onCompleted) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _unflushed = new();

    public override Memory<byte> GetMemory(int sizeHint = 0) => _unflushed.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _unflushed.GetSpan(sizeHint);

    public override void Advance(int bytes) => _unflushed.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var isSent = outbox.TrySend(_unflushed.WrittenSpan);
        _unflushed.ResetWrittenCount();
        return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: !isSent));
    }

    // A flush never waits, so there is none to cancel.
    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null) => onCompleted();
}
