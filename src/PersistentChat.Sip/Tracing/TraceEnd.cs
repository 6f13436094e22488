namespace PersistentChat.Sip.Tracing;

/// <summary>Why a trace takes nothing more.</summary>
public enum TraceEnd
{
    /// <summary>Its time is over.</summary>
    Time,

    /// <summary>It has as many messages, or as much text, as it can have.</summary>
    Full,
}
