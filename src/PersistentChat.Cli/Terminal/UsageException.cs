namespace PersistentChat.Cli.Terminal;

/// <summary>It was asked for wrongly, in a way that only shows when it is tried; says what to do instead.</summary>
internal sealed class UsageException(string reason) : Exception(reason);
