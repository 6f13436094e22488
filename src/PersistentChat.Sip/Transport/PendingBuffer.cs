using System.Buffers;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Bytes on their way into a connection, in one pooled array that exists only while there are any. Not safe for threads:
/// <see cref="OutboundQueue"/> has the lock.
/// </summary>
internal sealed class PendingBuffer : IBufferWriter<byte>
{
    private const int FirstSize = 2048;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <summary>What the array takes, used or not.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets everything behind a length: a message that was not to be.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Hands the array over; whoever takes it returns it to the pool.</summary>
    public ArraySegment<byte> Detach()
    {
        var taken = new ArraySegment<byte>(_bytes, 0, Length);
        _bytes = [];
        Length = 0;
        return taken;
    }

    public static void Return(ArraySegment<byte> taken)
    {
        if (taken.Array is { Length: > 0 } array) { ArrayPool<byte>.Shared.Return(array); }
    }

    private void Ensure(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length) { return; }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, FirstSize), Math.Min(_bytes.Length * 2, Array.MaxLength)));
        Written.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }
}
