namespace PersistentChat.Server.Tests.World;

/// <summary>How long a test waits for what must come.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Ends one wait; a new one each time.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;
}
