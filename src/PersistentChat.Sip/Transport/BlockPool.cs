using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Memory for what is on its way to and from sockets. After a storm, when each connection had a block or two at once, the
/// web server's own pool keeps them for minutes; here those that were not in use for a while are left to the collector.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 4096;

    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Block> _free = new();
    private readonly ITimer _timer;
    private int _inUse;
    private int _mostInUse;

    public BlockPool(TimeProvider clock) => _timer = clock.CreateTimer(_ => Trim(), null, TrimInterval, TrimInterval);

    public override int MaxBufferSize => BlockSize;

    /// <summary>Blocks that wait to be used again.</summary>
    public int FreeCount => _free.Count;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        var inUse = Interlocked.Increment(ref _inUse);

        // Another thread may write a smaller number right behind: then a block or two more are made after the next trim.
        if (inUse > Volatile.Read(ref _mostInUse)) { Volatile.Write(ref _mostInUse, inUse); }
        return _free.TryDequeue(out var block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing)
    {
        _timer.Dispose();
        _free.Clear();
    }

    private void Return(Block block)
    {
        Interlocked.Decrement(ref _inUse);
        _free.Enqueue(block);
    }

    // What stays is as many as were in use at once since the last time.
    private void Trim()
    {
        var inUse = Volatile.Read(ref _inUse);
        var surplus = inUse + _free.Count - Interlocked.Exchange(ref _mostInUse, inUse);
        while (surplus-- > 0 && _free.TryDequeue(out _)) { }
    }

    // Pinned from birth: sockets are told its address.
    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } =
            MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true), 0, BlockSize);

        public void Dispose() => pool.Return(this);
    }
}
