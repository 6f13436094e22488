using System.Collections.Concurrent;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Wakes the writers of connections that have something to send, a few at a time and behind whatever else is ready to run. So a
/// busy server first reads, decides and tells, and each connection gets in one write all that has come together for it; an idle
/// one writes at once.
/// </summary>
internal sealed class WriterTurns : IThreadPoolWorkItem
{
    // Others get their turn after so many writes.
    private const int TurnLength = 16;

    private static readonly int MostAtOnce = Environment.ProcessorCount;

    private readonly ConcurrentQueue<OutboundQueue> _waiting = new();
    private int _running;

    public void Add(OutboundQueue queue)
    {
        _waiting.Enqueue(queue);
        Start();
    }

    public void Execute()
    {
        for (var turn = 0; turn < TurnLength && _waiting.TryDequeue(out var queue); turn++)
        {
            queue.WakeWriter();
        }

        if (!_waiting.IsEmpty)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        // Whoever adds one now either sees that fewer run than may, or is seen here.
        Interlocked.Decrement(ref _running);
        if (!_waiting.IsEmpty) { Start(); }
    }

    private void Start()
    {
        var running = Volatile.Read(ref _running);
        while (running < MostAtOnce)
        {
            var found = Interlocked.CompareExchange(ref _running, running + 1, running);
            if (found == running)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            running = found;
        }
    }
}
