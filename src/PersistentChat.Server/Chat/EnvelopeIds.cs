namespace PersistentChat.Server.Chat;

/// <summary>
/// Numbers of the envelopes we send: one count for the whole process, so that a message encoded once is unique in every
/// dialog it goes to (xccos.md section 4: unique per sender and dialog, up to 64 bit).
/// </summary>
internal static class EnvelopeIds
{
    private static long _last = Random.Shared.NextInt64(1L << 40);

    public static long Next() => Interlocked.Increment(ref _last);
}
