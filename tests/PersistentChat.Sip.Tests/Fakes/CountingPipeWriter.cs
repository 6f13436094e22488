using System.IO.Pipelines;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Counts the writes that reach a pipe.</summary>
internal sealed class CountingPipeWriter(PipeWriter inner) : PipeWriter
{
    private int _flushes;

    public int Flushes => Volatile.Read(ref _flushes);

    /// <summary>Cannot be cancelled any more, like one over TLS when its connection is over.</summary>
    public bool IsDisposed { get; set; }

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override void CancelPendingFlush()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        inner.CancelPendingFlush();
    }

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _flushes);
        return inner.FlushAsync(cancellationToken);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
}
