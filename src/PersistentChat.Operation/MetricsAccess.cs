namespace PersistentChat.Operation;

/// <summary>Who may read <c>/metrics</c>.</summary>
public enum MetricsAccess
{
    /// <summary>Nobody; nothing is collected for it.</summary>
    Off,

    /// <summary>Whoever asks from this machine, and not through a proxy on it.</summary>
    Loopback,

    /// <summary>Whoever reaches a web port.</summary>
    Everybody,
}
