namespace PersistentChat.Server.Hosting;

/// <summary>
/// Decides when a collection is worth its pause: when nothing happens, and only if there may be much to collect.
/// </summary>
/// <param name="quietFor">How long hardly anything has to have happened.</param>
internal sealed class Quiet(TimeSpan quietFor)
{
    /// <summary>How much may be allocated in a second that still counts as quiet: less than 1,000 deliveries of which none coalesces.</summary>
    public const double BytesPerSecond = 512 * 1024;

    // A heap that has grown by less is not worth it: so much the youngest objects alone may take.
    private const long Growth = 16 * 1024 * 1024;

    private long _allocated;
    private long _kept;
    private TimeSpan _lasted;

    /// <summary>Is told at regular times how things are, and whether to collect now.</summary>
    /// <param name="since">The last time.</param>
    /// <param name="allocated">Bytes since the start.</param>
    /// <param name="committed">Bytes that the heap takes now.</param>
    public bool IsTime(TimeSpan since, long allocated, long committed)
    {
        var isQuiet = allocated - _allocated <= BytesPerSecond * since.TotalSeconds;
        _allocated = allocated;
        _lasted = isQuiet ? _lasted + since : TimeSpan.Zero;
        return _lasted >= quietFor && committed > _kept + (_kept / 2) + Growth;
    }

    /// <param name="kept">Bytes that the heap takes after it.</param>
    public void Collected(long kept) => _kept = kept;
}
