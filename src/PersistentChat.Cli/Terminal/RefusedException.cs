namespace PersistentChat.Cli.Terminal;

/// <summary>What was asked for cannot be done as things are.</summary>
/// <param name="reason">For people.</param>
/// <param name="advice">What to do about it. Null: the reason says it.</param>
internal sealed class RefusedException(string reason, string? advice = null) : Exception(reason)
{
    public string? Advice => advice;
}
