using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PersistentChat.Load.Measuring;

/// <summary>Waits to within a tenth of a millisecond without keeping a core busy, which <see cref="Thread.Sleep(int)"/> cannot.</summary>
internal static partial class Pause
{
    /// <param name="timestamp">As of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static void Until(long timestamp)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
        if (left <= TimeSpan.Zero) { return; }
        var time = new Timespec((long)left.TotalSeconds, left.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        _ = Sleep(time, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Timespec time, nint remaining);

    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
