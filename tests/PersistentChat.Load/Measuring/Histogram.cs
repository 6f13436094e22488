using System.Diagnostics;
using System.Numerics;

namespace PersistentChat.Load.Measuring;

/// <summary>Durations in buckets that are at most a 32nd wide (of the value), so that any number of them takes little room. Safe for threads.</summary>
internal sealed class Histogram
{
    private const int SubBits = 5;

    private readonly long[] _buckets = new long[64 << SubBits];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Add(long ticks)
    {
        Interlocked.Increment(ref _buckets[IndexOf(Math.Max(0, ticks))]);
        Interlocked.Increment(ref _count);
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        Volatile.Write(ref _count, 0);
    }

    /// <summary>Milliseconds that so large a share of the values does not exceed; 0 without values.</summary>
    public double Milliseconds(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted && seen > 0) { return Middle(i) * 1000.0 / Stopwatch.Frequency; }
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        if (value < 1 << SubBits) { return (int)value; }
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) << SubBits) + (int)((value >> shift) & ((1 << SubBits) - 1));
    }

    private static double Middle(int index)
    {
        if (index < 1 << SubBits) { return index; }
        var shift = (index >> SubBits) - 1;
        return ((long)((index & ((1 << SubBits) - 1)) | (1 << SubBits)) << shift) + ((1L << shift) / 2.0);
    }
}
