namespace PersistentChat.Cli.Terminal;

/// <summary>How something that can be on is switched.</summary>
internal enum Switch
{
    On,
    Off,
}
