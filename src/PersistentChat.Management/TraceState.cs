namespace PersistentChat.Management;

/// <summary>Whether a trace goes on.</summary>
public enum TraceState
{
    Running,

    /// <summary>Its time is over.</summary>
    Time,

    /// <summary>It has as many messages, or as much text, as it can have.</summary>
    Full,
}
